import type { Words } from '../shape.ts';

export const capacity: Words['capacity'] = {
  title: 'Capacity',
  reckoned: 'Reckoned',
  noCalls:
    'No test call in its published hours tells of the load yet (none rang, was answered or met busy), so nothing can be said. Run test calls first.',
  neverBusy: (probes) =>
    `Never busy in ${probes} test calls: the load is only known to be below something, so nothing is proposed.`,
  alwaysBusy: (probes) =>
    `Busy in all of ${probes} test calls: the load has no upper bound, so nothing is proposed. Look for a fault first: a telephone off the hook, a fax, a broken line.`,
  manyLines: (lines) =>
    `It has ${lines} lines: too many to reckon with from test calls; plan from a record of its calls.`,
  met: (probes, busy, share) =>
    `Busy in ${busy} of ${probes} test calls in its published hours (${share}).`,
  needs: (there, needed, target) =>
    `It has ${there}; for busy at most ${target} it needs ${needed} lines.`,
  enough: (there, target) => `Its lines (${there}) are enough for busy at most ${target}.`,
  ifLines:
    'Nobody wrote down how many lines this number has, so each possible number is shown; enter the seats under “About this line” to get one result.',
  lines: 'If it has lines',
  chance: 'Fits with',
  load: 'New calls an hour',
  erlangs: 'Load (erlangs)',
  neededLines: 'Lines needed',
  people: 'People in the busiest hour',
  busyThen: 'Busy share then',
  range: (middle, low, high) => `${middle} (${low}–${high})`,
  level: (level, target, share, seconds) =>
    `Ranges hold the truth with ${level} confidence. Target: busy at most ${target}; in the busiest hour ${share} of calls answered within ${seconds} s.`,
  wholeCity: 'Whole city (or choose a department)',
  noBusy: (called, lines) =>
    `Test calls tell of the load on ${called} of ${lines} lines; none of them met busy, so nothing is proposed.`,
  basis: (of) =>
    `Of ${of.lines} lines, ${of.called} have test calls that tell of the load; ${of.metBusy} of these met busy, and ${of.planned} of those were not busy every time and have their number of lines on record, so that they can be reckoned and summed.`,
  noneOnRecord:
    'The numbers that met busy have no number of lines on record or were busy every time, so nothing can be summed; the table says which.',
  sumsHelp:
    'The ends of a sum are the sums of the ends, as if all numbers erred to the same side, so the range is rather too wide.',
  officeChart: 'Offices that lack most lines: there and needed, busy now and then',
  officeTable: 'What each office has and needs, with the offices under it',
  byOffice: 'By office',
  byNumber: 'By number',
  nobody: 'No responsible office',
  numbers: 'Numbers',
  chart: 'Numbers that need most: lines there are and needed, busy now and then',
  table: 'Numbers that met busy, those that need most first',
  there: 'Lines there are',
  thereSum: 'Lines there are, in all',
  neededSum: 'Lines needed, in all',
  peopleSum: 'People in the busiest hour, in all',
  ofNumbers: (numbers) => `${numbers} numbers`,
  shortOf: (short, numbers) => `${short} of ${numbers} numbers have too few`,
  peopleHelp: 'each number’s busiest hour added up',
  busyNow: 'Busy share now',
  busyOf: (busy, probes) => `${busy} of ${probes} calls`,
  busyThenHelp: 'expected with the lines and people needed',
  axisLines: 'Lines',
  axisBusy: 'Busy %',
  bar: (of) =>
    `${of.display}: has ${of.there}, needs ${of.needed}, busy falls from ${of.now} to ${of.then}.`,
  cannotTell: 'What test calls cannot tell',
  gaps: {
    no_calls: 'no test call tells of the load yet',
    load_from_below: 'never busy: the load has no lower bound',
    load_from_above: 'always busy: the load has no upper bound; look for a fault first',
    number_of_lines: 'how many lines the number has: enter its seats',
    many_lines: 'too many lines to reckon with from test calls',
    few_calls: 'fewer than 20 test calls: the range is wide',
    handling_time: 'how long a call takes: taken as 3 minutes',
    patience: 'how long callers wait: taken as 2 minutes',
    repeated_calls: 'how many who meet busy call again: taken as half to five in six',
    curve_of_the_day: 'the curve of the day: taken as an office’s',
  },
};
