import type { Words } from '../shape.ts';

export const ranking: Words['ranking'] = {
  days: (days) => `Last ${days} days`,
  formulaTitle: 'How the score is made',
  formula: (reach, inTime, confirmed) =>
    `Score = ${reach} × reach rate + ${inTime} × tickets in time + ${confirmed} × lines confirmed; 100 at the most.`,
  drawn: (calls, reach, tickets, inTime) =>
    `Few calls shall not win by luck: before the shares are taken, ${calls} calls of the average (${reach}) are added to those of each office, and ${tickets} tickets of the average (${inTime}).`,
  small: (fewest) =>
    `An office with fewer than ${fewest} calls that count stands below and has no rank.`,
  terms:
    'Reach rate: calls that got through ÷ calls that tell of their line. Tickets in time: closed by their last day ÷ closed or overdue in the period. Lines confirmed: lines whose owner’s confirmation holds ÷ all lines. In brackets the 95 % interval.',
  target: (share) => `Connection target ≥ ${share}`,
  standings: { met: 'met', not_met: 'not met', cannot_tell: 'cannot tell yet' },
  whyTogether: (share, fewest) =>
    `The target of ≥ ${share} (GB/T 33358) is judged for departments and the city, not by line: even where every call gets through it takes ${fewest} calls to show it, and a line is called a few times a day. It is met where the whole 95 % interval lies above the target, not met where all of it lies below; else nobody can tell yet. Calls of one line are alike: where lines have not been called yet, the interval is as wide as the called ones leave it.`,
  linesCalled: (some, all) => `${some} of ${all} lines called`,
  rank: 'Rank',
  noRank: 'small sample',
  score: 'Score',
  reach: 'Reach rate',
  inTime: 'Tickets in time',
  confirmed: 'Lines confirmed',
  counted: (some, all) => `${some}/${all}`,
  between: (low, high) => `(${low}–${high})`,
  empty: 'Nothing in this time can be ranked.',
};
