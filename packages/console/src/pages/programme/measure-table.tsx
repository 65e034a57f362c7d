import type { Measure } from '@everyline/contract';
import { Table } from 'antd';
import { Link } from 'react-router';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { Completion, StateMark } from '../programmes/completion.tsx';

/** Measures with their offices, days, figures and states. */
export function MeasureTable({ measures }: { measures: readonly Measure[] }) {
  const words = useWords().programmes;
  return (
    <Table<Measure>
      rowKey="id"
      size="small"
      dataSource={[...measures]}
      pagination={measures.length > 30 ? { pageSize: 30, showSizeChanger: false } : false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: words.measure,
          render: (_, { id, title, category }) => (
            <div className="measure-cell">
              <Link to={`/measures/${id}`}>{title}</Link>
              {category !== '' && <div className="quiet small">{category}</div>}
            </div>
          ),
        },
        {
          title: words.lead_office,
          render: (_, { lead, joint }) => (
            <>
              {lead?.name ?? <span className="late">{words.noOffice}</span>}
              {joint.length > 0 && (
                <div className="quiet small clipped">
                  {joint.map(({ name }) => name).join('、')}
                </div>
              )}
            </>
          ),
        },
        {
          title: words.deadline,
          sorter: (a, b) => (a.deadline ?? '9').localeCompare(b.deadline ?? '9'),
          render: (_, { deadline }) =>
            deadline === null ? (
              <span className="quiet">{words.noDeadline}</span>
            ) : (
              <span className="figures">{deadline}</span>
            ),
        },
        {
          title: words.indicators,
          render: (_, { indicators }) => <Figures indicators={indicators} />,
        },
        {
          title: words.completion,
          sorter: (a, b) => (a.completion ?? 2) - (b.completion ?? 2),
          render: (_, { completion }) => <Completion of={completion} />,
        },
        { title: words.state, render: (_, { state }) => <StateMark state={state} /> },
      ]}
    />
  );
}

function Figures({ indicators }: Pick<Measure, 'indicators'>) {
  const words = useWords().programmes;
  const format = useFormat();
  return (
    <ul className="totals-list figures">
      {indicators.map(({ id, name, unit, planned, actual, completion, live }) => (
        <li key={id}>
          {words.total(name, unit)}{' '}
          {words.plannedOf(
            actual === null ? '–' : format.count(actual),
            planned === null ? words.noPlan : format.count(planned),
          )}
          {completion !== null && ` · ${format.share(completion)}`}
          {live !== null && <span className="quiet"> · {words.live}</span>}
        </li>
      ))}
    </ul>
  );
}
