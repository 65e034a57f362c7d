import type { Words } from '../shape.ts';

export const lineReports: Words['lineReports'] = {
  lead: 'Citizens say that a number did not work. A report dials nothing and opens nothing: test calls come sooner, within their limits, and a ticket is opened only where they confirm it.',
  count: (reports) => `${reports} ${reports === '1' ? 'report' : 'reports'}`,
  search: 'Number, office or note',
  kind: 'Reported as',
  state: 'Checked',
  note: 'Note',
  line: 'Line',
  department: 'Department',
  at: 'Reported',
  since: 'Test calls since',
  noneYet: 'none yet',
  calls: (made, reached) => `${made}, of which ${reached} got through`,
  verdict: 'Verdict now',
  clear: 'Clear filters',
  empty: 'No citizen has reported a number.',
  noMatch: 'No report matches.',
  ofLine: (count) => `Citizens’ reports (${count})`,
  noneOfLine: 'No citizen has reported this number.',
  allOfLine: 'All',
};
