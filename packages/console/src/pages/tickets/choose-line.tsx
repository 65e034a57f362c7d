import { useQueries } from '@tanstack/react-query';
import { Radio } from 'antd';

import { api } from '../../api.ts';

/** Chooses one of a few lines, shown with number and office. */
export function ChooseLine({
  lineIds,
  value,
  onChange,
}: {
  lineIds: readonly string[];
  value?: string;
  onChange?: (id: string) => void;
}) {
  const lines = useQueries({
    queries: lineIds.map((id) => ({
      queryKey: ['line', id],
      queryFn: () => api.line({ params: { id } }),
    })),
  });
  return (
    <Radio.Group
      className="radio-column"
      {...(value !== undefined && { value })}
      onChange={(event) => onChange?.(String(event.target.value))}
      options={lines.flatMap(({ data }) =>
        data === undefined
          ? []
          : [
              {
                value: data.line.id,
                label: `${data.line.display} · ${data.line.department?.name ?? '–'}`,
              },
            ],
      )}
    />
  );
}
