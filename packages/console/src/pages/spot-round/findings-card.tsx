import type { SpotFinding, SpotRoundDetail } from '@everyline/contract';
import { say, spotCheckWords, useLanguage } from '@everyline/ui';
import { Card, Empty, Table } from 'antd';
import { Link } from 'react-router';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** Lines on which something was found that somebody has to see to. */
export function FindingsCard({ round }: { round: SpotRoundDetail }) {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const { findings, findingCount } = round;
  return (
    <Card
      title={words.spotChecks.findings}
      size="small"
      extra={
        findingCount > findings.length &&
        words.spotChecks.findingsMore(format.count(findings.length), format.count(findingCount))
      }
    >
      {findings.length === 0 ? (
        <Empty description={words.spotChecks.findingsNone} />
      ) : (
        <Table<SpotFinding>
          rowKey="lineId"
          size="small"
          dataSource={findings}
          pagination={findings.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: words.spotChecks.number,
              render: (_, { lineId, display }) => (
                <Link to={`/lines/${lineId}`} className="telephone">
                  {display}
                </Link>
              ),
            },
            {
              title: words.spotChecks.office,
              render: (_, { department }) => (
                <span className="clipped">{department ?? words.spotChecks.noDepartment}</span>
              ),
            },
            {
              title: words.spotChecks.code,
              render: (_, { code, answerRight }) => (
                <>
                  <span className="quiet figures">{code}</span>{' '}
                  {say(spotCheckWords[code], language)}
                  {answerRight === false && ` · ${words.spotChecks.answerWrong}`}
                </>
              ),
            },
            {
              title: words.spotChecks.note,
              render: (_, { note, question, answerRight }) => (
                <div className="spot-note-cell">
                  {note}
                  {answerRight === false && question !== null && (
                    <div className="quiet small">{question}</div>
                  )}
                </div>
              ),
            },
            {
              title: words.spotChecks.tester,
              className: 'no-print',
              render: (_, { tester, checkedAtMs }) => (
                <span className="quiet small">
                  {tester.replace(/^[a-z_]+:/, '')} · {format.time(checkedAtMs)}
                </span>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
