import type { Tier } from '../lines/line.ts';
import { proportion, type Proportion } from './proportion.ts';
import { spotCheckCodes, type SpotCheckCode } from './spot-check.ts';

/** What a tester found on one drawn line. */
export interface RoundFinding {
  readonly departmentId: string | null;
  readonly tier: Tier;
  readonly code: SpotCheckCode;
  /** Whether the drawn question was answered rightly; null when none was asked. */
  readonly answerRight: boolean | null;
}

/** Result of a round of spot checks, or of a part of it; each rate has its sample beside it. */
export interface RoundResult {
  readonly byCode: Readonly<Record<SpotCheckCode, number>>;
  /** Effective rate 有效率: code 11 ÷ lines checked. */
  readonly effective: Proportion;
  /** Knowledge rate: answers judged right ÷ questions asked. */
  readonly knowledge: Proportion;
}

export function roundResult(findings: readonly RoundFinding[]): RoundResult {
  const byCode = Object.fromEntries(
    spotCheckCodes.map((code) => [code, findings.filter((one) => one.code === code).length]),
  ) as Record<SpotCheckCode, number>;
  const asked = findings.filter(({ answerRight }) => answerRight !== null);
  return {
    byCode,
    effective: proportion(byCode['11'], findings.length),
    knowledge: proportion(
      asked.filter(({ answerRight }) => answerRight === true).length,
      asked.length,
    ),
  };
}

/** The same for each group of lines, in the order in which groups first occur. */
export function roundResultsBy<Finding extends RoundFinding, Key>(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => Key,
): Map<Key, RoundResult> {
  const groups = new Map<Key, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return new Map([...groups].map(([key, group]) => [key, roundResult(group)]));
}
