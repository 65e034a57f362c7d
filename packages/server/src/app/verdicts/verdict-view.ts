import type { VerdictDetail, VerdictEvidence } from '@everyline/contract';
import {
  classOfObservation,
  explainVerdict,
  hoursOfLine,
  isOpenAt,
  spotCheckMeaning,
  verdictObservation,
  type Calendar,
  type Line,
  type Observation,
  type OutcomeClass,
  type SpotCheck,
  type Verdict,
  type VerdictPolicy,
} from '@everyline/domain';

import type { StoredVerdict } from '../ports/store/verdicts.ts';

/** What a verdict is shown with. */
export interface VerdictSetting {
  readonly line: Line;
  readonly calendar: Calendar;
  readonly policy: VerdictPolicy;
  readonly campaignId: string | null;
  readonly observations: readonly Observation[];
  readonly spotChecks: readonly SpotCheck[];
  readonly history: readonly StoredVerdict[];
  readonly setAside: VerdictDetail['setAside'];
}

/** A verdict with its sentence in both languages and how each outcome was counted. */
export function verdictView(verdict: Verdict, setting: VerdictSetting): VerdictDetail {
  const { line, calendar, policy } = setting;
  const { hours } = hoursOfLine(line);
  const sinceMs = verdict.change?.atMs ?? 0;
  // What was heard before the line changed counts no more.
  const countedAs = (atMs: number, counts: OutcomeClass): OutcomeClass =>
    atMs < sinceMs ? 'excluded' : counts;
  const calls = setting.observations.map((one): VerdictEvidence => ({
    probeId: one.probeId,
    spotCheckId: null,
    atMs: one.startedAtMs,
    outcome: one.outcome,
    counted: countedAs(
      one.startedAtMs,
      classOfObservation(verdictObservation(one), {
        purpose: line.purpose,
        inHours: isOpenAt(hours, calendar, one.startedAtMs),
        slowAfterMs: policy.slowAfterMs,
      }),
    ),
  }));
  const checks = setting.spotChecks.map((one): VerdictEvidence => ({
    probeId: null,
    spotCheckId: one.id,
    atMs: one.checkedAtMs,
    outcome: null,
    counted: countedAs(one.checkedAtMs, spotCheckMeaning[one.code]),
  }));
  return {
    lineId: line.id,
    campaignId: setting.campaignId,
    verdict: verdict.kind,
    rule: verdict.rule,
    confidence: verdict.confidence,
    kindConfidence: verdict.kindConfidence,
    attempts: verdict.attempts,
    reached: verdict.reached,
    reachRate: verdict.reachRate,
    interval: [verdict.interval[0], verdict.interval[1]],
    decidedAtMs: verdict.decidedAtMs,
    sentence: { zh: explainVerdict(verdict, 'zh-CN'), en: explainVerdict(verdict, 'en') },
    closeness: verdict.closeness,
    medianTimeToPersonMs: verdict.medianTimeToPersonMs,
    limits: policy,
    evidence: [...calls, ...checks].sort((one, other) => other.atMs - one.atMs),
    setAside: setting.setAside,
    history: setting.history.map((one) => ({
      verdict: one.kind,
      fromMs: one.sinceMs,
      confidence: one.confidence,
      attempts: one.attempts,
    })),
  };
}
