import type { TicketsImported } from '@everyline/contract';

import { api, queries } from '../../api.ts';
import { ImportRows } from '../../import-rows.tsx';
import { useWords } from '../../words/words.ts';

/** Does what was filled into an exported list; rows that could not be done are listed with the reason. */
export function ImportTickets({ onClose }: { onClose: () => void }) {
  const { tickets: names } = useWords();
  return (
    <ImportRows<TicketsImported>
      title={names.importTitle}
      help={names.importHelp}
      take={async (file) => {
        const taken = await api.importTickets({ files: [file] });
        await queries.invalidateQueries({ queryKey: ['tickets'] });
        return taken;
      }}
      said={({ moved, commented, unchanged }) => names.imported(moved, commented, unchanged)}
      onClose={onClose}
    />
  );
}
