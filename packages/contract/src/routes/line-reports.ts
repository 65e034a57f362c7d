import * as reports from '../line-reports.ts';
import type { Route } from './route.ts';

/** What citizens report of numbers. */
export const lineReportRoutes = {
  reportLine: {
    method: 'POST',
    path: '/api/line-reports',
    tag: 'line reports',
    summary:
      'Report that a number did not work: test calls come earlier, and they alone open a ticket',
    permission: 'public',
    body: reports.NewLineReport,
    answer: 'json',
    response: reports.LineReported,
  },
  listLineReports: {
    method: 'GET',
    path: '/api/line-reports',
    tag: 'line reports',
    summary: 'Reports of citizens, what became of each, and what test calls since have met',
    permission: 'line_reports.see',
    query: reports.LineReportQuery,
    answer: 'json',
    response: reports.LineReportPage,
  },
} as const satisfies Readonly<Record<string, Route>>;
