import { Tabs } from 'antd';

import { useAddress, wordsOf } from '../address.ts';
import { useSession } from '../api.ts';
import { useWords } from '../words/words.ts';
import { ConflictsTab } from './sources/conflicts-tab.tsx';
import { ImportTab } from './sources/import-tab.tsx';
import { RejectsTab } from './sources/rejects-tab.tsx';
import { SourceList } from './sources/source-list.tsx';

const tabs = ['list', 'import', 'conflicts', 'rejects'] as const;
const pages = {
  list: <SourceList />,
  import: <ImportTab />,
  conflicts: <ConflictsTab />,
  rejects: <RejectsTab />,
};

/** The documents in which numbers are published, and what is to be done about them. */
export function Sources() {
  const words = useWords();
  const session = useSession();
  const address = useAddress();
  const shown = tabs.filter(
    (tab) => tab !== 'import' || session.permissions.includes('sources.import'),
  );
  const tab = wordsOf(address.many('tab'), shown)[0] ?? 'list';
  return (
    <>
      <h1>{words.menu.sources}</h1>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(next) =>
          address.change({
            tab: next === 'list' ? undefined : next,
            sourceId: undefined,
            kind: undefined,
            resolved: undefined,
          })
        }
        items={shown.map((key) => ({
          key,
          label: words.sources.tabs[key],
          children: pages[key],
        }))}
      />
    </>
  );
}
