import type { Words } from '../shape.ts';

export const tickets: Words['tickets'] = {
  states: { open: 'open', closed: 'closed' },
  number: 'No.',
  line: 'Line',
  fault: 'Fault',
  department: 'Department',
  opened: 'Opened',
  due: 'Due',
  overdue: 'overdue',
  state: 'State',
  closedAt: 'Closed',
  why: 'Why',
  search: 'Number, department or ticket',
  all: 'All',
  empty:
    'There are no tickets. When a line is judged not healthy, a ticket is opened for its office.',
  noMatch: 'No ticket matches.',
  count: (tickets) => `${tickets} tickets`,
  retest: 'Ask for a re-test',
  retestHelp:
    'The line is called again within its daily limit and spacing; when it passes, the ticket closes by itself.',
  retestPlanned: 'Re-test planned',
  retestAsked: 'Re-test asked for',
  steps: 'What happened',
  evidence: 'Calls it rests on',
  moreEvidence: 'All test calls',
};
