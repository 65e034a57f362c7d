import type { CasesImported } from '@everyline/contract';

import { api, queries } from '../../api.ts';
import { ImportRows } from '../../import-rows.tsx';
import { useWords } from '../../words/words.ts';

/** Takes the cases of a file; rows that could not be taken are listed with the reason. */
export function ImportCases({ onClose }: { onClose: () => void }) {
  const { cases: names } = useWords();
  return (
    <ImportRows<CasesImported>
      title={names.importTitle}
      help={names.importHelp}
      take={async (file) => {
        const taken = await api.importCases({ files: [file] });
        await queries.invalidateQueries({ queryKey: ['cases'] });
        return taken;
      }}
      said={({ opened, answered, known }) => names.imported(opened, answered, known)}
      onClose={onClose}
    />
  );
}
