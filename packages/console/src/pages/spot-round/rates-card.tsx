import { SpotCheckCodeWord, type Proportion, type SpotRoundDetail } from '@everyline/contract';
import { say, spotCheckWords, useLanguage } from '@everyline/ui';
import { Card, Table } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { Rate } from './rate.tsx';

interface Part {
  readonly name: string;
  readonly effective: Proportion;
  readonly knowledge: Proportion;
}

/** The two rates by parts of the sample, in the order given; a column sorts by its rate. */
export function RatesCard({ title, rows }: { title: string; rows: readonly Part[] }) {
  const words = useWords();
  return (
    <Card title={title} size="small">
      <Table<Part>
        rowKey="name"
        size="small"
        dataSource={[...rows]}
        pagination={rows.length > 15 ? { pageSize: 15, showSizeChanger: false } : false}
        columns={[
          { title: '', dataIndex: 'name' },
          {
            title: words.spotChecks.effective,
            sorter: (a, b) => (a.effective.rate ?? 2) - (b.effective.rate ?? 2),
            render: (_, { effective }) => <Rate of={effective} />,
          },
          {
            title: words.spotChecks.knowledge,
            sorter: (a, b) => (a.knowledge.rate ?? 2) - (b.knowledge.rate ?? 2),
            render: (_, { knowledge }) => <Rate of={knowledge} />,
          },
        ]}
      />
    </Card>
  );
}

/** How often each outcome was met. */
export function CodesCard({ byCode }: Pick<SpotRoundDetail['result'], 'byCode'>) {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const most = Math.max(1, ...Object.values(byCode));
  return (
    <Card title={words.spotChecks.byCode} size="small">
      {SpotCheckCodeWord.enum.map((code) => (
        <div className="bar-row wide" key={code}>
          <span>
            <span className="quiet figures">{code}</span> {say(spotCheckWords[code], language)}
          </span>
          <span className="bar-track">
            <span
              style={{
                width: `${((byCode[code] ?? 0) / most) * 100}%`,
                background: code === '11' ? 'var(--accent)' : '#b4543a',
              }}
            />
          </span>
          <span className="bar-figure figures">{format.count(byCode[code] ?? 0)}</span>
        </div>
      ))}
    </Card>
  );
}
