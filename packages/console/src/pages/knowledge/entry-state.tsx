import type { EntryBrief } from '@everyline/contract';

import { useWords } from '../../words/words.ts';

/** How an entry stands, by word and shape; and whether an older version is in use meanwhile. */
export function EntryState({ entry }: { entry: EntryBrief }) {
  const words = useWords().knowledge;
  const isOlderInUse = entry.inUse && entry.state !== 'published';
  return (
    <span className="two-lines">
      <span className={`entry-state ${entry.state}`}>{words.states[entry.state]}</span>
      {isOlderInUse && <span className="quiet small">{words.stillInUse}</span>}
      {entry.sourceLost && <span className="late small">{words.sourceLost}</span>}
    </span>
  );
}
