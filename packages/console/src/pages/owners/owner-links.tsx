import type { Keeper, OwnerLink, OwnerLinkMade } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Modal, Table } from 'antd';
import { useState } from 'react';

import { api, queries } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { KeeperText } from '../line/name-keeper.tsx';

/** Personal links of keepers that still open; each can be ended at once. */
export function OwnerLinks() {
  const words = useWords();
  const format = useFormat();
  const attempt = useAttempt();
  const names = words.owners.links;
  const links = useQuery({ queryKey: ['owner-links'], queryFn: () => api.ownerLinks() });
  const withdraw = (id: string) =>
    attempt(async () => {
      await api.withdrawOwnerLink({ params: { id } });
      void queries.invalidateQueries({ queryKey: ['owner-links'] });
    });
  if (links.isError) return <Alert type="error" title={failureText(links.error)} />;
  return (
    <>
      <p className="quiet">{names.lead}</p>
      <Card styles={{ body: { padding: 0 } }}>
        <Table<OwnerLink>
          size="small"
          rowKey="id"
          loading={links.isPending}
          dataSource={links.data ?? []}
          scroll={{ x: 'max-content' }}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          columns={[
            {
              title: words.owners.keeper,
              render: (_, { keeper }) => <KeeperText keeper={keeper} />,
            },
            { title: words.lines.department, render: (_, { department }) => department.name },
            { title: names.lines, align: 'right', render: (_, one) => format.count(one.lines) },
            { title: names.until, render: (_, one) => format.time(one.expiresAtMs) },
            {
              title: names.used,
              render: (_, one) => (one.usedAtMs === null ? names.never : format.time(one.usedAtMs)),
            },
            {
              title: '',
              align: 'right',
              render: (_, one) => (
                <Button size="small" danger onClick={() => void withdraw(one.id)}>
                  {names.withdraw}
                </Button>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}

/** Makes the personal link of a keeper, to be copied or sent; its secret is shown this once. */
export function MakeOwnerLink({ keeper, onClose }: { keeper: Keeper; onClose: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const names = words.owners.links;
  const [made, setMade] = useState<OwnerLinkMade | null>(null);
  const make = (send: boolean) =>
    attempt(async () => {
      setMade(await api.makeOwnerLink({ body: { keeperId: keeper.id, send } }));
      void queries.invalidateQueries({ queryKey: ['owner-links'] });
    });
  return (
    <Modal
      open
      title={names.makeFor(keeper.name)}
      onCancel={onClose}
      footer={
        made === null
          ? [
              ...(keeper.email === null
                ? []
                : [
                    <Button key="mail" onClick={() => void make(true)}>
                      {names.mail}
                    </Button>,
                  ]),
              <Button key="copy" type="primary" onClick={() => void make(false)}>
                {names.copy}
              </Button>,
            ]
          : [
              <Button key="close" onClick={onClose}>
                {words.common.close}
              </Button>,
            ]
      }
    >
      <p>{names.explain}</p>
      {made !== null && (
        <>
          {made.mail !== null && (
            <Alert
              type={made.mail.sent ? 'success' : 'warning'}
              showIcon
              title={say(made.mail.sentence, language)}
              style={{ marginBottom: 8 }}
            />
          )}
          <Alert
            type="info"
            title={names.once}
            description={<code>{`${window.location.origin}/confirm#${made.secret}`}</code>}
          />
        </>
      )}
    </Modal>
  );
}
