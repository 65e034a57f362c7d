import type { Probe } from '@everyline/contract';
import { OutcomeMark, probeStateWords, say, useLanguage } from '@everyline/ui';
import { Table, type TablePaginationConfig } from 'antd';
import { Link } from 'react-router';

import { useFormat } from './formatting.ts';
import { useWords } from './words/words.ts';

/** Test calls as rows; each opens the call with its evidence. */
export function CallsTable({
  calls,
  loading = false,
  withNumber = true,
  pagination = false,
  emptyText,
}: {
  calls: readonly Probe[];
  loading?: boolean;
  withNumber?: boolean;
  pagination?: TablePaginationConfig | false;
  emptyText: React.ReactNode;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Table
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={[...calls]}
      pagination={pagination}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText }}
      columns={[
        {
          title: words.calls.at,
          render: (_, call) => (
            <Link to={`/calls/${call.id}`}>
              {format.time(call.startedAtMs ?? call.plannedAtMs)}
            </Link>
          ),
        },
        ...(withNumber
          ? [
              {
                title: words.calls.number,
                render: (_: unknown, call: Probe) => (
                  <Link className="telephone" to={`/lines/${call.lineId}`}>
                    {call.display}
                  </Link>
                ),
              },
            ]
          : []),
        {
          title: words.calls.outcome,
          render: (_, call) =>
            call.outcome === null ? (
              <span className="quiet">{say(probeStateWords[call.state], language)}</span>
            ) : (
              <OutcomeMark outcome={call.outcome} />
            ),
        },
        {
          title: words.calls.confidence,
          align: 'right',
          render: (_, call) => format.share(call.confidence, 0),
        },
        { title: 'SIP', align: 'right', render: (_, call) => call.sipStatus ?? '–' },
        {
          title: words.calls.toPerson,
          align: 'right',
          render: (_, call) => format.length(call.timeToPersonMs),
        },
        {
          title: words.calls.length,
          align: 'right',
          render: (_, call) =>
            format.length(
              call.startedAtMs === null || call.endedAtMs === null
                ? null
                : call.endedAtMs - call.startedAtMs,
            ),
        },
        {
          title: words.calls.sound,
          render: (_, call) => (call.hasAudio ? words.calls.hasSound : ''),
        },
      ]}
    />
  );
}
