import type { Line } from '../lines/line.ts';
import { hasFailed } from './cause-calls.ts';
import {
  passingMisses,
  type CauseCall,
  type CauseEvent,
  type CauseKind,
  type CauseWhen,
  type HypothesisKind,
} from './cause.ts';
import { busyByLoad } from './load-evidence.ts';
import { lnUrn, whenClosed, type Expected } from './urn.ts';
import { isBusyHour } from './usual-day.ts';

/** What is published of a line, and what may be known of it beside its calls. */
export interface CauseLine {
  readonly line: Pick<Line, 'purpose' | 'hours' | 'numberType' | 'seats'>;
  /** Listings of the line that contradict each other about whose number it is. */
  readonly contradictions: number;
}

/** One way in which a cause shows itself: what the calls would be like, and how they are counted. */
export interface Showing {
  readonly weight: number;
  readonly ln: (calls: readonly CauseCall[]) => number;
  readonly counted: (call: CauseCall) => CauseWhen;
}

export interface Hypothesis {
  readonly kind: HypothesisKind;
  /** How common it is before any call, up to a common factor. */
  readonly prior: number;
  /** Events that speak for it. */
  readonly speaks: readonly CauseEvent[];
  readonly showings: readonly Showing[];
}

const openTime = { kind: 'open' } as const;
const closedTime = { kind: 'closed' } as const;
const allTime = { kind: 'all_calls' } as const;
const otherTime = { kind: 'other_hours' } as const;

const attended: Expected = { through: 8, busy: 0.8, unanswered: 0.8, network: 0.2 };
const unattended: Expected = { unanswered: 7, says_closed: 0.5, dropped: 0.6, through: 0.5 };
const oneEvent = 8;

/**
 * How common causes are where lines fail, in parts: nobody answering, busy and dead numbers come first in
 * published checks and surveys, in that order. Chosen by reasoning, fitted to nothing.
 */
const usual: Readonly<Record<HypothesisKind, number>> = {
  line_fault: 6,
  overload: 15,
  shared_line: 6,
  lunch: 8,
  early_closing: 6,
  wrong_hours: 6,
  nobody_assigned: 15,
  absent_at_times: 15,
  dead_mobile: 4,
  number_moved: 5,
  number_withdrawn: 8,
  number_suspended: 3,
  fax_on_line: 2,
  menu_loop: 2,
  trunk_or_carrier: 4,
  passing_misses: 15,
};

/** All causes that are weighed, with what calls would meet under each. */
export function hypotheses(facts: CauseLine, calls: readonly CauseCall[]): Hypothesis[] {
  const { line } = facts;
  const all = (expected: Expected, weight = 1): Showing => ({
    weight,
    ln: (some) => lnUrn(some, expected),
    counted: () => allTime,
  });
  const signed = (
    kind: CauseKind,
    event: CauseEvent,
    also: Expected = {},
    factor = 1,
  ): Hypothesis => ({
    kind,
    prior: usual[kind] * factor,
    speaks: [event],
    showings: [all({ through: 0.4, unanswered: 0.3, ...also, [event]: oneEvent })],
  });
  return [
    {
      kind: passingMisses,
      prior: usual.passing_misses,
      speaks: [],
      showings: [inHours({ through: 10, busy: 0.7, unanswered: 0.7, dropped: 0.1, network: 0.3 })],
    },
    {
      kind: 'line_fault',
      prior: usual.line_fault,
      speaks: ['busy', 'silent', 'out_of_order'],
      showings: [
        { ...all({ busy: 9, through: 0.3 }, 0.8), counted: byTheCurve },
        all({ silent: 6, dropped: 0.5, through: 0.4 }, 0.1),
        all({ out_of_order: 6, busy: 1, through: 0.4 }, 0.1),
      ],
    },
    {
      kind: 'overload',
      prior: usual.overload * (line.purpose === 'hotline' ? 1.5 : 1),
      speaks: ['busy', 'waited'],
      showings: [
        ...busyByLoad(line.seats).map(({ weight, ln }) => ({
          weight: 0.7 * weight,
          ln,
          counted: byTheCurve,
        })),
        { ...inHours({ waited: 6, through: 1, busy: 1, unanswered: 0.3 }), weight: 0.3 },
      ],
    },
    {
      kind: 'shared_line',
      prior: usual.shared_line * sharedFactor(line),
      speaks: ['busy'],
      showings: [{ ...inHours({ busy: 2, through: 2.4, unanswered: 0.8 }), counted: byTheCurve }],
    },
    during('lunch', usual.lunch, lunches, calls),
    during('early_closing', usual.early_closing, lastMinutes, calls),
    wrongHours(calls),
    {
      kind: 'nobody_assigned',
      prior: usual.nobody_assigned,
      speaks: ['unanswered', 'dropped'],
      showings: [all({ unanswered: 8, dropped: 1, through: 0.5, says_closed: 0.1 })],
    },
    {
      kind: 'absent_at_times',
      prior: usual.absent_at_times,
      speaks: ['unanswered', 'dropped'],
      showings: [inHours({ through: 3, unanswered: 3, busy: 0.3, dropped: 0.3 })],
    },
    signed('dead_mobile', 'mobile_off', { unanswered: 0.8 }, line.numberType === 'mobile' ? 2 : 1),
    {
      kind: 'number_moved',
      prior: usual.number_moved * (facts.contradictions > 0 ? 20 : 1),
      speaks: ['moved', 'another_office'],
      showings: [all({ moved: oneEvent, through: 0.4 }, 0.5), anotherOffice],
    },
    signed('number_withdrawn', 'vacant'),
    signed('number_suspended', 'suspended', { refused: 0.5 }),
    signed('fax_on_line', 'fax', { busy: 0.3, silent: 0.3 }, line.purpose === 'fax' ? 0 : 1),
    signed('menu_loop', 'menu_again', { through: 1 }),
    {
      kind: 'trunk_or_carrier',
      prior: usual.trunk_or_carrier,
      speaks: ['network', 'refused'],
      showings: [
        all({ network: 5, through: 3, refused: 0.5 }, 0.6),
        all({ refused: 5, through: 1, network: 0.5 }, 0.4),
      ],
    },
  ];
}

/** Another office picks up as any does: only a person's check tells, and calls weigh neither way. */
const anotherOffice: Showing = {
  weight: 0.5,
  ln: (calls) =>
    inHours(attended).ln(calls.filter(({ byPerson }) => !byPerson)) +
    lnUrn(
      calls.filter(({ byPerson }) => byPerson),
      { another_office: 4, through: 1 },
    ),
  counted: ({ byPerson }) => (byPerson ? { kind: 'checks' } : { kind: 'test_calls' }),
};

/** The published hours as `expected`, the rest of the time as any line. */
function inHours(expected: Expected, weight = 1): Showing {
  return {
    weight,
    ln: (calls) =>
      lnUrn(
        calls.filter(({ open }) => open),
        expected,
      ) +
      lnUrn(
        calls.filter(({ open }) => !open),
        whenClosed,
      ),
    counted: ({ open }) => (open ? openTime : closedTime),
  };
}

function byTheCurve({ open, minute }: CauseCall): CauseWhen {
  if (!open) return closedTime;
  return isBusyHour(minute) ? { kind: 'busy_hours' } : { kind: 'quiet_hours' };
}

/** A line for calls in and out: one telephone, and casework that is done by calling back. */
function sharedFactor(line: CauseLine['line']): number {
  const bySeats = line.seats === null ? 1 : line.seats <= 1 ? 1.5 : 0.4;
  return bySeats * (line.purpose === 'casework' ? 1.5 : 1);
}

/** A part of the published hours. */
interface Part {
  readonly when: CauseWhen;
  readonly has: (call: CauseCall) => boolean;
}

/** Minutes of the day at which a lunch that is not published may begin and end. */
const lunches: readonly Part[] = [690, 720].flatMap((fromMinute) =>
  [780, 810, 840].map((toMinute) => ({
    when: { kind: 'window' as const, fromMinute, toMinute },
    has: ({ minute }: CauseCall) => fromMinute <= minute && minute < toMinute,
  })),
);

const lastMinutes: readonly Part[] = [30, 60, 90, 120].map((minutes) => ({
  when: { kind: 'last_minutes', minutes },
  has: ({ untilClosing }) => untilClosing !== null && untilClosing <= minutes,
}));

const noon = 720;
const halves: readonly Part[] = [
  ...[30, 60].map((minutes): Part => ({
    when: { kind: 'first_minutes', minutes },
    has: ({ sinceOpening }) => sinceOpening !== null && sinceOpening < minutes,
  })),
  {
    when: { kind: 'window', fromMinute: 0, toMinute: noon },
    has: ({ minute }) => minute < noon,
  },
  {
    when: { kind: 'window', fromMinute: noon, toMinute: 1_440 },
    has: ({ minute }) => minute >= noon,
  },
  { when: { kind: 'rest_days' }, has: ({ workingDay }) => !workingDay },
];

/** Nobody in one part of the published hours, somebody in all others; parts without a failed call tell nothing. */
function during(
  kind: CauseKind,
  prior: number,
  parts: readonly Part[],
  calls: readonly CauseCall[],
): Hypothesis {
  const told = parts.filter(({ has }) =>
    calls.some((call) => call.open && has(call) && hasFailed(call)),
  );
  return {
    kind,
    prior,
    speaks: ['unanswered', 'says_closed', 'dropped'],
    showings: told.map(({ when, has }) => ({
      weight: 1 / parts.length,
      ln: (some) =>
        lnUrn(
          some.filter((call) => call.open && has(call)),
          unattended,
        ) +
        lnUrn(
          some.filter((call) => call.open && !has(call)),
          attended,
        ) +
        lnUrn(
          some.filter((call) => !call.open),
          whenClosed,
        ),
      counted: (call) => (call.open ? (has(call) ? when : otherTime) : closedTime),
    })),
  };
}

/** The line says that it is closed, answers at other times than published, or not in a whole part of them. */
function wrongHours(calls: readonly CauseCall[]): Hypothesis {
  const parts = during('wrong_hours', usual.wrong_hours, halves, calls);
  const says = inHours({ says_closed: 4, through: 2, unanswered: 1 }, 0.25);
  const atOtherTimes: Showing = {
    weight: 0.25,
    ln: (some) =>
      lnUrn(
        some.filter(({ open }) => open),
        unattended,
      ) +
      lnUrn(
        some.filter(({ open }) => !open),
        { through: 5, unanswered: 1, says_closed: 0.5 },
      ),
    counted: ({ open }) => (open ? openTime : closedTime),
  };
  const answersWhenClosed = calls.some(({ open, event }) => !open && event === 'through');
  return {
    ...parts,
    showings: [
      ...parts.showings.map((one) => ({ ...one, weight: one.weight / 2 })),
      says,
      ...(answersWhenClosed ? [atOtherTimes] : []),
    ],
  };
}
