import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';

import { api } from './api.ts';
import { useWords } from './words/words.ts';

/** Finds one line by its number. */
export function LineSelect({
  value,
  onChange,
}: {
  value?: string;
  onChange?: (id: string) => void;
}) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const held = useQuery({
    queryKey: ['line', value],
    queryFn: () => api.line({ params: { id: value ?? '' } }),
    enabled: value !== undefined,
  });
  const found = useQuery({
    queryKey: ['lines-found', typed],
    queryFn: () => api.listLines({ query: { q: typed, pageSize: 20 } }),
    enabled: typed.length >= 3,
  });
  const lines = [...(held.data ? [held.data.line] : []), ...(found.data?.items ?? [])];
  const unique = [...new Map(lines.map((line) => [line.id, line])).values()];
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setTyped }}
      aria-label={words.clearances.lineHelp}
      placeholder={words.clearances.lineHelp}
      {...(value === undefined ? {} : { value })}
      onChange={(id: string) => onChange?.(id)}
      options={unique.map((line) => ({
        value: line.id,
        label: `${line.display} ${line.department?.name ?? line.owner ?? ''}`,
      }))}
    />
  );
}
