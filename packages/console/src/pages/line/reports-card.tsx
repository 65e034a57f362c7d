import { lineReportKindWords, lineReportStateWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { Link } from 'react-router';

import { api } from '../../api.ts';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { CallsSince } from '../line-reports/calls-since.tsx';

const shown = 3;

/** How often citizens have reported the line, and the newest of what they said. */
export function ReportsCard({ lineId }: { lineId: string }) {
  const words = useWords().lineReports;
  const { language } = useLanguage();
  const format = useFormat();
  const reports = useQuery({
    queryKey: ['line-reports', 'of', lineId],
    queryFn: () => api.listLineReports({ query: { lineId, pageSize: shown } }),
  });
  const { items = [], total = 0 } = reports.data ?? {};
  return (
    <Card
      title={words.ofLine(format.count(total))}
      extra={total > shown && <Link to={`/line-reports?lineId=${lineId}`}>{words.allOfLine}</Link>}
    >
      {total === 0 ? (
        <p className="quiet">{words.noneOfLine}</p>
      ) : (
        <ul className="plain-list spaced">
          {items.map((one) => (
            <li key={one.id}>
              {say(lineReportKindWords[one.kind], language)} ·{' '}
              {say(lineReportStateWords[one.state], language)}
              {one.note !== '' && <div>{one.note}</div>}
              <div className="quiet small">
                <Measured atMs={one.atMs} /> · {words.since}: <CallsSince report={one} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
