import {
  addDays,
  chinaCalendar,
  defaultCampaignPolicy,
  findCause,
  momentOf,
  planNextCall,
  type CauseFinding,
  type CauseKind,
  type CauseFacts,
  type SpotCheck,
} from '@everyline/domain';
import {
  expectedOutcome,
  localTimeOf,
  makeCity,
  resolveBehaviour,
  spotCheckLine,
  type Behaviour,
  type CityLine,
} from '@everyline/exchange';

import type { BenchOptions } from './main.ts';

/** Two ordinary weeks: on a make-up workday the sample city's offices are shut. */
const monday = '2026-11-02';

type CauseObservation = CauseFacts['observations'][number];
const spacingMs = 30 * 60_000;
const slowAfterMs = 15_000;
/** Above this share of calls answered a line of the city is not one that is missed at random. */
const answeredNearlyAlways = 0.9;

/** Calls that are planned: so many weeks of working days, and now and then one outside the published hours. */
interface Plan {
  readonly name: string;
  readonly weeks: number;
  readonly outside: boolean;
}

const plans: readonly Plan[] = [
  { name: 'one week', weeks: 1, outside: false },
  { name: 'one week, and two calls outside the hours', weeks: 1, outside: true },
  { name: 'two weeks, and four calls outside the hours', weeks: 2, outside: true },
];

/** How the lines of one true cause were judged. */
interface Row {
  lines: number;
  /** Named as clear or likely, and rightly so. */
  named: number;
  right: number;
  /** The likeliest cause is right, named or not. */
  likeliestRight: number;
  readonly as: Record<string, number>;
}

/**
 * How often the named cause is the true one: the sample city knows why each of its lines fails. Calls are heard by a
 * perfect listener at the times that a campaign would choose, so that causes alone are judged, not hearing. Where the
 * city leaves open which of two causes it is (busy or unanswered at random), either counts as right.
 */
export function run(options: BenchOptions): Promise<object> {
  const lineCount = Number(options.flags['lines'] ?? '600');
  const seeds = (options.flags['seeds'] ?? '1,2,3').split(',').map(Number);
  const cities = seeds.map((seed) => makeCity({ seed, lineCount, publishedOn: '2026-09-01' }));
  return Promise.resolve({
    seeds,
    linesACity: lineCount,
    plans: plans.map((plan) => {
      const rows: Record<string, Row> = {};
      let healthy = 0;
      let healthyNamed = 0;
      let calls = 0;
      let lines = 0;
      for (const city of cities) {
        for (const line of city.lines) {
          if (line.cleared !== 'cleared') continue;
          const { finding, placed } = judged(city.seed, line, plan);
          calls += placed;
          lines += 1;
          const named = isNamed(finding);
          const truth = trueCauses(line);
          if (truth.length === 0) {
            healthy += 1;
            if (named) healthyNamed += 1;
            continue;
          }
          const row = (rows[truth.join(' or ')] ??= {
            lines: 0,
            named: 0,
            right: 0,
            likeliestRight: 0,
            as: {},
          });
          const isRight = finding.cause !== null && truth.includes(finding.cause);
          row.lines += 1;
          if (named) row.named += 1;
          if (named && isRight) row.right += 1;
          if (isRight) row.likeliestRight += 1;
          const as = `${finding.cause ?? finding.standing}${named || finding.cause === null ? '' : ' (thin)'}`;
          row.as[as] = (row.as[as] ?? 0) + 1;
        }
      }
      const all = Object.values(rows);
      const sum = (of: (row: Row) => number): number =>
        all.reduce((total, row) => total + of(row), 0);
      return {
        plan: plan.name,
        callsALine: Math.round((10 * calls) / lines) / 10,
        failingLines: sum((row) => row.lines),
        namedShare: share(
          sum((row) => row.named),
          sum((row) => row.lines),
        ),
        rightShareOfNamed: share(
          sum((row) => row.right),
          sum((row) => row.named),
        ),
        likeliestRightShare: share(
          sum((row) => row.likeliestRight),
          sum((row) => row.lines),
        ),
        healthyLines: healthy,
        healthyNamedShare: share(healthyNamed, healthy),
        byTrueCause: rows,
      };
    }),
  });
}

function isNamed({ standing }: CauseFinding): boolean {
  return standing === 'clear' || standing === 'likely';
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((1_000 * part) / whole) / 1_000;
}

/** Calls a line as a campaign of the whole period would, with a person's check a week. */
function judged(
  seed: number,
  line: CityLine,
  plan: Plan,
): { finding: CauseFinding; placed: number } {
  const observations: CauseObservation[] = [];
  const spotChecks: SpotCheck[] = [];
  const period = { fromDay: monday, toDay: addDays(monday, 7 * plan.weeks - 1) };
  const asked = { id: line.id, hours: line.hours.text };
  for (let nowMs = momentOf(chinaCalendar, monday, 0); ; nowMs += spacingMs) {
    const next = planNextCall({
      line: asked,
      calendar: chinaCalendar,
      policy: defaultCampaignPolicy,
      period,
      otherHours: [],
      calls: observations,
      decided: false,
      spread: 'even',
      nowMs,
    });
    if (next.kind === 'finished') break;
    nowMs = next.atMs;
    observations.push(hear(line, nowMs));
  }
  for (let n = 0; n < plan.weeks; n += 1) {
    const at = (day: number, minute: number): number =>
      momentOf(chinaCalendar, addDays(monday, 7 * n + day), minute);
    if (plan.outside) observations.push(hear(line, at(0, 8 * 60)), hear(line, at(1, 19 * 60)));
    spotChecks.push(checked(seed, line, at(3, 10 * 60 + 15)));
  }
  const finding = findCause({
    line: {
      purpose: line.purpose,
      hours: line.hours.text,
      numberType: line.numberType,
      seats: null,
    },
    calendar: chinaCalendar,
    slowAfterMs,
    contradictions: 0,
    observations,
    spotChecks,
  });
  return { finding, placed: observations.length };
}

/** What a perfect listener hears of a call. */
function hear(line: CityLine, startedAtMs: number): CauseObservation {
  const time = localTimeOf(startedAtMs);
  const { outcome, person } = expectedOutcome(line.behaviour, time);
  const { behaviour } = resolveBehaviour(line.behaviour, time);
  const queued =
    outcome === 'answered_ivr' && behaviour.kind === 'ivr' && behaviour.then === 'queue';
  return {
    id: `${line.id}/${startedAtMs}`,
    startedAtMs,
    outcome,
    confidence: 1,
    timeToPersonMs: person && outcome === 'answered_person' ? 900 : null,
    keptMs: queued ? 40_000 : null,
    heard: queued
      ? [{ fromMs: 5_000, toMs: 45_000, kind: 'music', label: '', levelDbm0: -15, confidence: 1 }]
      : [],
    timings: {
      postDialDelayMs: 300,
      postDialDelayBy: '180',
      ringMs: 300,
      answerMs: outcome.startsWith('answered') ? 5_000 : null,
      endMs: 45_000,
    },
    sip: { status: null, reason: null, q850: [] },
    script: null,
    badHourId: null,
  };
}

function checked(seed: number, line: CityLine, checkedAtMs: number): SpotCheck {
  const { code, note } = spotCheckLine(seed, line, localTimeOf(checkedAtMs));
  return {
    id: `${line.id}/check/${checkedAtMs}`,
    lineId: line.id,
    campaignId: null,
    checkedAtMs,
    tester: 'checker',
    code,
    answerRight: null,
    note,
  };
}

/** Why a line of the city fails, from how it was made; empty for one that works. */
function trueCauses(line: CityLine): readonly CauseKind[] {
  const { behaviour } = line;
  const inside = behaviour.kind === 'by_hours' ? behaviour.inside : behaviour;
  switch (line.fate) {
    case 'healthy':
    case 'fax':
      return [];
    case 'busy':
      return inside.kind === 'off_hook' ? ['line_fault'] : ['overload'];
    case 'slow':
      return ['overload'];
    case 'zombie':
      return inside.kind === 'sometimes' &&
        inside.options.some((one) => one.behaviour.kind === 'person')
        ? ['nobody_assigned', 'absent_at_times']
        : ['nobody_assigned'];
    case 'invalid':
      return [causeOfDead(behaviour)];
    case 'fax_on_voice_line':
      return ['fax_on_line'];
    case 'outdated':
      return ['number_moved'];
    case 'between_limits':
      return causeBetweenLimits(inside);
  }
}

function causeOfDead(behaviour: Behaviour): CauseKind {
  if (behaviour.kind === 'number_changed') return 'number_moved';
  if (behaviour.kind === 'suspended') return 'number_suspended';
  if (behaviour.kind === 'powered_off' || behaviour.kind === 'unreachable') return 'dead_mobile';
  return 'number_withdrawn';
}

function causeBetweenLimits(inside: Behaviour): readonly CauseKind[] {
  if (inside.kind === 'by_hours') return ['lunch'];
  if (inside.kind === 'loaded') return ['overload'];
  if (inside.kind !== 'sometimes') return ['early_closing'];
  const [most, missed] = inside.options;
  if ((most?.share ?? 1) >= answeredNearlyAlways) return ['early_closing'];
  return missed?.behaviour.kind === 'no_answer' ? ['absent_at_times'] : ['overload', 'shared_line'];
}
