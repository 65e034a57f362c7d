import { Button, Tabs } from 'antd';
import { useState } from 'react';

import { useAddress, wordsOf } from '../address.ts';
import { useSession } from '../api.ts';
import { useWords } from '../words/words.ts';
import { ClearanceList } from './clearances/clearance-list.tsx';
import { GiveClearance } from './clearances/give-clearance.tsx';
import { Objections, RecordObjection } from './clearances/objections.tsx';

/** Who permitted which test calls, and who objects. */
export function Clearances() {
  const words = useWords();
  const session = useSession();
  const address = useAddress();
  const [objecting, setObjecting] = useState(false);
  const giving = address.one('give');
  const { permissions } = session;
  const tabs = (['list', 'objections'] as const).filter(
    (tab) => tab === 'list' || permissions.includes('objections.see'),
  );
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.clearances}</h1>
        {permissions.includes('objections.record') && (
          <Button onClick={() => setObjecting(true)}>{words.clearances.objection}</Button>
        )}
        {permissions.includes('clearances.give') && (
          <Button type="primary" onClick={() => address.change({ give: 'new' })}>
            {words.clearances.give}
          </Button>
        )}
      </div>
      <Tabs
        activeKey={wordsOf(address.many('tab'), tabs)[0] ?? 'list'}
        destroyOnHidden
        onChange={(tab) =>
          address.change({ tab: tab === 'list' ? undefined : tab, valid: undefined })
        }
        items={tabs.map((key) => ({
          key,
          label: words.clearances.tabs[key],
          children: key === 'list' ? <ClearanceList /> : <Objections />,
        }))}
      />
      {giving !== undefined && (
        <GiveClearance
          {...(giving === 'new' ? {} : { lineId: giving })}
          onClose={() => address.change({ give: undefined })}
        />
      )}
      {objecting && <RecordObjection onClose={() => setObjecting(false)} />}
    </>
  );
}
