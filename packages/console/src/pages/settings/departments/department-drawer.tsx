import type { DepartmentDetail } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Drawer, Skeleton } from 'antd';
import { useState } from 'react';

import { api, useSession } from '../../../api.ts';
import { Facts } from '../../../facts.tsx';
import { failureText } from '../../../failure.ts';
import { useFormat } from '../../../formatting.ts';
import { useWords } from '../../../words/words.ts';
import { MergeDepartment } from './merge-department.tsx';

/** A department: where it stands, what belongs to it, and what became of it. */
export function DepartmentDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useWords();
  const session = useSession();
  const [merging, setMerging] = useState(false);
  const found = useQuery({
    queryKey: ['department', id],
    queryFn: () => api.department({ params: { id } }),
  });
  const mayEdit = session.permissions.includes('departments.edit');
  return (
    <Drawer
      open
      size="large"
      title={found.data?.department.name ?? ''}
      onClose={onClose}
      extra={
        mayEdit &&
        found.isSuccess && (
          <Button onClick={() => setMerging(true)}>{words.departments.merge}</Button>
        )
      }
    >
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      {found.isPending && <Skeleton active />}
      {found.isSuccess && <Detail detail={found.data} />}
      {merging && found.isSuccess && (
        <MergeDepartment
          detail={found.data}
          onClose={() => setMerging(false)}
          onDone={() => {
            setMerging(false);
            onClose();
          }}
        />
      )}
    </Drawer>
  );
}

function Detail({ detail }: { detail: DepartmentDetail }) {
  const words = useWords();
  const format = useFormat();
  const { facts, holdings } = words.departments;
  return (
    <div className="stack">
      <Facts
        facts={[
          [facts.above, detail.above.map(({ name }) => name).join(' / ') || facts.top],
          [facts.code, detail.code ?? words.departments.nothing],
          [facts.areaCode, detail.areaCode ?? facts.city],
          [facts.formerNames, detail.formerNames.join('、') || words.departments.nothing],
        ]}
      />
      <Card size="small" title={words.departments.holds}>
        <Facts
          are="figures"
          facts={(
            [
              'departments',
              'lines',
              'openTickets',
              'tickets',
              'keepers',
              'accounts',
              'clearances',
            ] as const
          ).map((kind) => [holdings[kind], format.count(detail.holdings[kind])] as const)}
        />
      </Card>
      <Card size="small" title={words.departments.history}>
        {detail.history.length === 0 && <p className="quiet">{words.departments.noHistory}</p>}
        <ul className="plain-list spaced">
          {detail.history.map((event, at) => (
            <li key={`${event.atMs} ${at}`}>
              <div>{eventText(words.departments, event)}</div>
              <div className="quiet small">
                {[
                  format.moment(event.atMs),
                  event.by,
                  ...(event.file === null ? [] : [words.departments.fromFile(event.file)]),
                  ...(event.own ? [] : [words.departments.ofMerged]),
                ].join(' · ')}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function eventText(
  words: ReturnType<typeof useWords>['departments'],
  { kind, before, after }: DepartmentDetail['history'][number],
): string {
  const none = kind === 'created' || kind === 'moved' ? words.atTop : words.nothing;
  return words.events[kind](before ?? none, after ?? none);
}
