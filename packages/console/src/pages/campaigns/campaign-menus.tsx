import type { CampaignMenu } from '@everyline/contract';
import { Card, Table, Tag } from 'antd';
import { Link } from 'react-router';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** The menus that a campaign walks: how far each is, what has changed, and how a caller gets to a person. */
export function CampaignMenus({ menus }: { menus: readonly CampaignMenu[] }) {
  const words = useWords().campaigns;
  const format = useFormat();
  const walked = menus.filter(({ finishedAtMs }) => finishedAtMs !== null).length;
  const changed = menus.filter(({ changes }) => changes !== null && changes > 0).length;
  return (
    <Card
      title={words.menus}
      extra={
        <span className="quiet">
          {words.menusWalked(format.count(walked), format.count(changed))}
        </span>
      }
      styles={{ body: { padding: 0 } }}
    >
      <Table<CampaignMenu>
        size="small"
        rowKey="lineId"
        dataSource={[...menus]}
        pagination={menus.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        locale={{ emptyText: words.noMenus }}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: words.menuLine,
            render: (_, one) => <Link to={`/lines/${one.lineId}`}>{one.number}</Link>,
          },
          {
            title: words.menuWalk,
            render: (_, one) =>
              one.finishedAtMs === null
                ? words.menuGoesOn(format.count(one.calls))
                : format.time(one.finishedAtMs),
          },
          {
            title: words.menuChanges,
            render: (_, { changes }) =>
              changes === null ? (
                <span className="quiet">{words.menuFirst}</span>
              ) : changes === 0 ? (
                words.menuSame
              ) : (
                <Tag color="orange">{format.count(changes)}</Tag>
              ),
          },
          { title: words.menuDepth, render: (_, one) => format.count(one.depth) },
          {
            title: words.menuToPerson,
            render: (_, { toPerson }) =>
              toPerson === null ? (
                <span className="quiet">{words.menuNobody}</span>
              ) : toPerson === '' ? (
                words.menuAtOnce
              ) : (
                [...toPerson].map((key, n) => <kbd key={n}>{key}</kbd>)
              ),
          },
        ]}
      />
    </Card>
  );
}
