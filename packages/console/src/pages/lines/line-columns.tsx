import type { Line, LineQuery } from '@everyline/contract';
import {
  clearanceStateWords,
  OutcomeMark,
  purposeWords,
  say,
  tierWords,
  useLanguage,
  VerdictMark,
} from '@everyline/ui';
import { Tooltip, type TableColumnsType } from 'antd';
import { Link } from 'react-router';

import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** Columns of the list of lines; those with a key can be sorted by the server under that name. */
export function useLineColumns(
  sort: LineQuery['sort'],
  order: LineQuery['order'],
): TableColumnsType<Line> {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const sortable = (key: NonNullable<LineQuery['sort']>) => ({
    key,
    sorter: true,
    sortOrder:
      sort === key ? (order === 'desc' ? ('descend' as const) : ('ascend' as const)) : null,
  });
  return [
    {
      ...sortable('number'),
      title: words.lines.number,
      render: (_, line) => (
        <Link className="telephone" to={`/lines/${line.id}`}>
          {line.display}
        </Link>
      ),
    },
    {
      ...sortable('verdict'),
      title: words.lines.verdict,
      render: (_, line) => <VerdictMark verdict={line.verdict.verdict} />,
    },
    {
      ...sortable('reachRate'),
      title: words.lines.reach,
      align: 'right',
      render: (_, { verdict }) =>
        verdict.attempts === 0 ? (
          '–'
        ) : (
          <Tooltip
            title={
              verdict.interval &&
              `${words.line.interval} ${format.share(verdict.interval[0], 0)} – ${format.share(verdict.interval[1], 0)}`
            }
          >
            {format.share(verdict.reachRate, 0)}
          </Tooltip>
        ),
    },
    {
      ...sortable('attempts'),
      title: words.lines.attempts,
      align: 'right',
      render: (_, line) => (
        <Link to={`/calls?lineId=${line.id}`}>{format.count(line.verdict.attempts)}</Link>
      ),
    },
    {
      ...sortable('lastProbe'),
      title: words.lines.last,
      render: (_, { lastProbe }) =>
        lastProbe === null ? (
          '–'
        ) : (
          <Link to={`/calls/${lastProbe.id}`} className="two-lines">
            <OutcomeMark outcome={lastProbe.outcome} />
            <span className="quiet small">
              <Measured atMs={lastProbe.atMs} />
            </span>
          </Link>
        ),
    },
    {
      ...sortable('department'),
      title: words.lines.department,
      render: (_, line) => line.department?.name ?? line.owner ?? '–',
    },
    {
      title: words.lines.services,
      render: (_, line) => (
        <span className="clipped" title={line.serviceItems.join('、')}>
          {line.serviceItems.join('、')}
        </span>
      ),
    },
    {
      title: words.lines.purpose,
      render: (_, line) => say(purposeWords[line.purpose], language),
    },
    {
      ...sortable('tier'),
      title: words.lines.tier,
      render: (_, line) => say(tierWords[line.tier], language),
    },
    {
      title: words.lines.clearance,
      render: (_, line) => (
        <span className={line.clearance === 'cleared' ? '' : 'quiet'}>
          {say(clearanceStateWords[line.clearance], language)}
        </span>
      ),
    },
  ];
}
