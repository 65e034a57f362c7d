import {
  chinaCalendar,
  CityPrior,
  defaultCampaignPolicy,
  defaultProbeLimits,
  defaultVerdictPolicy,
  judgeLine,
  localTime,
  planNextCall,
  priorWithHistory,
  referencePrior,
  type JudgeFacts,
  type PriorHistory,
  type Verdict,
  type VerdictObservation,
} from '@everyline/domain';

import { seededRandom } from '../packages/exchange/src/seeded-random.ts';
import type { BenchTrunk } from './verdict-bad-hour.ts';
import type { TrueLine } from './verdict-city.ts';

export interface Period {
  readonly fromDay: string;
  readonly toDay: string;
}

/** One line under one way of calling. */
export interface Judged {
  readonly line: TrueLine;
  readonly calls: number;
  readonly verdict: Verdict;
}

/** What a campaign has beside its city and its days. */
interface CampaignSurroundings {
  readonly trunk?: BenchTrunk;
  /** What was known of lines before, by their ids. */
  readonly histories?: ReadonlyMap<string, PriorHistory>;
}

/** The fixed numbers have as long as any of them needs. */
const longest: Period = { fromDay: '2026-11-23', toDay: '2026-12-31' };

/** A line while its campaign goes on. */
interface OpenLine {
  readonly line: TrueLine;
  readonly random: () => number;
  readonly observations: VerdictObservation[];
  verdict: Verdict | null;
  dueMs: number | null;
}

/** A city's campaign as the product lives it: calls of all lines in the order of time, each judged at once. */
export function campaign(
  seed: number,
  city: readonly TrueLine[],
  period: Period,
  { trunk, histories }: CampaignSurroundings = {},
): Judged[] {
  const prior = new CityPrior(defaultVerdictPolicy);
  const priorOf = (line: TrueLine, nowMs: number) => {
    const history = histories?.get(line.id);
    const supposed = prior.prior(line.purpose);
    return history === undefined
      ? supposed
      : priorWithHistory(supposed, history, defaultVerdictPolicy, nowMs);
  };
  const open = city.map((line): OpenLine => ({
    line,
    random: seededRandom(`calls/${String(seed)}/${period.fromDay}/${line.id}`),
    observations: [],
    verdict: null,
    dueMs: null,
  }));
  const judge = (one: OpenLine, nowMs: number, final: boolean): Verdict =>
    judgeLine(factsOf(one.line, one.observations, priorOf(one.line, nowMs), nowMs, final));
  const plan = (one: OpenLine, nowMs: number) => {
    const next = planNextCall({
      line: one.line,
      calendar: chinaCalendar,
      policy: defaultCampaignPolicy,
      period,
      otherHours: [defaultProbeLimits.allowedHours],
      calls: one.observations,
      decided: one.verdict !== null && one.verdict.kind !== 'undetermined',
      spread: 'even',
      nowMs,
    });
    one.dueMs = next.kind === 'due' ? next.atMs : null;
  };
  for (const one of open) plan(one, 0);
  const queue = open.filter(({ dueMs }) => dueMs !== null);
  const byId = new Map(open.map((one) => [one.line.id, one]));
  while (queue.length > 0) {
    queue.sort((a, b) => (b.dueMs ?? 0) - (a.dueMs ?? 0));
    const one = queue.pop();
    if (one?.dueMs === null || one === undefined) continue;
    const nowMs: number = one.dueMs;
    const { minute, day } = localTime(chinaCalendar, nowMs);
    const heldMs = trunk?.heldUntilMs(nowMs) ?? null;
    if (heldMs !== null) {
      plan(one, heldMs);
      if (one.dueMs !== null) queue.push(one);
      continue;
    }
    const heard = {
      id: `${one.line.id}/${String(one.observations.length)}`,
      startedAtMs: nowMs,
      ...one.line.call(minute, day, one.random),
    };
    const observation = trunk === undefined ? heard : trunk.carry(heard);
    one.observations.push(observation);
    for (const lineId of trunk?.watch(one.line.id, observation) ?? []) {
      const other = byId.get(lineId);
      if (other === undefined || other === one) continue;
      other.verdict = judge(other, nowMs, false);
      prior.learn(other.line, other.verdict);
      const wasWaiting = other.dueMs !== null;
      plan(other, nowMs);
      if (!wasWaiting && other.dueMs !== null) queue.push(other);
    }
    one.verdict = judge(one, nowMs, false);
    prior.learn(one.line, one.verdict);
    plan(one, nowMs);
    if (one.dueMs !== null) queue.push(one);
  }
  return open.map((one) => ({
    line: one.line,
    calls: one.observations.length,
    // A verdict that holds is not taken back because other lines' calls have moved the distribution.
    verdict:
      one.verdict !== null && one.verdict.kind !== 'undetermined'
        ? one.verdict
        : judge(one, one.observations.at(-1)?.startedAtMs ?? 0, true),
  }));
}

export function factsOf(
  line: TrueLine,
  observations: readonly VerdictObservation[],
  prior: JudgeFacts['prior'],
  nowMs: number,
  final: boolean,
): JudgeFacts {
  return {
    line,
    calendar: chinaCalendar,
    policy: defaultVerdictPolicy,
    observations,
    spotChecks: [],
    contradictions: [],
    prior,
    final,
    nowMs,
  };
}

/** Each line is called until so many calls count. */
export function callFixed(seed: number, city: readonly TrueLine[], calls: number): Judged[] {
  const prior = referencePrior(defaultVerdictPolicy);
  return city.map((line) => {
    const random = seededRandom(`fixed/${String(seed)}/${line.id}`);
    const observations: VerdictObservation[] = [];
    let nowMs = 0;
    let verdict = judgeLine(factsOf(line, observations, prior, nowMs, false));
    while (verdict.attempts < calls) {
      const next = planNextCall({
        line,
        calendar: chinaCalendar,
        policy: defaultCampaignPolicy,
        period: longest,
        otherHours: [defaultProbeLimits.allowedHours],
        calls: observations,
        decided: false,
        spread: 'even',
        nowMs,
      });
      if (next.kind === 'finished') break;
      nowMs = next.atMs;
      const { minute, day } = localTime(chinaCalendar, nowMs);
      observations.push({
        id: `${line.id}/${String(observations.length)}`,
        startedAtMs: nowMs,
        ...line.call(minute, day, random),
      });
      verdict = judgeLine(factsOf(line, observations, prior, nowMs, false));
    }
    return { line, calls: observations.length, verdict };
  });
}
