import type { City, LineTruth } from '@everyline/exchange';
import { numberKey, verdictKinds, type VerdictKind } from '@everyline/domain';

import type { AppContext } from '../app/context.ts';

/** What the week's verdicts are worth, held against what is true of the sample city. */
export interface AgainstTruth {
  /** Lines of the inventory that are lines of the city and were cleared and tested. */
  readonly tested: number;
  /** Lines of the city that no document gave, or that were read otherwise. */
  readonly notFound: number;
  /** Lines that the guard kept from being called. */
  readonly notCleared: number;
  /** Lines whose true reach rate lies between the limits: either word is right. */
  readonly inZone: {
    readonly lines: number;
    readonly decided: number;
    readonly acceptedShare: number | null;
  };
  readonly outside: {
    readonly lines: number;
    readonly decided: number;
    readonly right: number;
    /** right ÷ decided */
    readonly rightShare: number | null;
    /** undetermined ÷ lines */
    readonly undeterminedShare: number | null;
  };
  readonly calls: number;
  readonly callsPerLine: number | null;
  /** truth → verdict → lines, of the lines outside the zone. */
  readonly confusion: Readonly<Record<string, Readonly<Record<VerdictKind, number>>>>;
  readonly wrong: readonly {
    readonly number: string;
    readonly truth: string;
    readonly verdict: VerdictKind;
    readonly reachRate: number;
    readonly attempts: number;
    readonly behaviour: string;
  }[];
}

/** Compares the current verdicts with the truth of the sample city. */
export async function againstTruth(
  context: AppContext,
  city: City,
  calls: number,
): Promise<AgainstTruth> {
  const lines = await context.store.lines.byNumberKeys(
    city.lines.map(({ number }) => numberKey(number)),
  );
  const verdicts = await context.store.verdicts.currentOf([...lines.values()].map(({ id }) => id));
  const confusion: Record<string, Record<VerdictKind, number>> = {};
  const wrong: AgainstTruth['wrong'][number][] = [];
  const zone = { lines: 0, decided: 0, accepted: 0 };
  const outside = { lines: 0, decided: 0, right: 0 };
  let notFound = 0;
  let notCleared = 0;
  for (const one of city.lines) {
    const line = lines.get(numberKey(one.number));
    if (line === undefined) {
      notFound += 1;
      continue;
    }
    const verdict = verdicts.get(line.id);
    if (one.cleared !== 'cleared') {
      notCleared += 1;
      continue;
    }
    const kind: VerdictKind = verdict?.kind ?? 'undetermined';
    const truth: LineTruth = one.truth;
    const accepted = (truth.accepted as readonly string[]).includes(kind);
    if (truth.inZone) {
      zone.lines += 1;
      if (kind !== 'undetermined') {
        zone.decided += 1;
        if (accepted) zone.accepted += 1;
      }
      continue;
    }
    outside.lines += 1;
    const row = (confusion[truth.verdict] ??= emptyRow());
    row[kind] += 1;
    if (kind === 'undetermined') continue;
    outside.decided += 1;
    if (accepted) outside.right += 1;
    else {
      wrong.push({
        number: line.number.dialled,
        truth: truth.verdict,
        verdict: kind,
        reachRate: truth.reachRate,
        attempts: verdict?.attempts ?? 0,
        behaviour: JSON.stringify(one.behaviour).slice(0, 160),
      });
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const tested = zone.lines + outside.lines;
  return {
    tested,
    notFound,
    notCleared,
    inZone: {
      lines: zone.lines,
      decided: zone.decided,
      acceptedShare: share(zone.accepted, zone.decided),
    },
    outside: {
      ...outside,
      rightShare: share(outside.right, outside.decided),
      undeterminedShare: share(outside.lines - outside.decided, outside.lines),
    },
    calls,
    callsPerLine: share(calls, tested),
    confusion,
    wrong,
  };
}

function emptyRow(): Record<VerdictKind, number> {
  return Object.fromEntries(verdictKinds.map((kind) => [kind, 0])) as Record<VerdictKind, number>;
}
