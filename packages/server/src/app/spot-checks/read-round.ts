import type {
  Proportion as ProportionView,
  SpotFinding,
  SpotRoundDetail,
} from '@everyline/contract';
import {
  compareProportions,
  explainRound,
  roundResult,
  roundResultsBy,
  type Proportion,
  type ProportionDifference,
  type RoundResult,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { SpotFinding as StoredFinding, SpotRoundRow } from '../ports/store/spot-rounds.ts';
import { countOutside } from './round-frame.ts';
import { roundView } from './round-view.ts';
import { visibleRound } from './visible-round.ts';

/** Lines with something to see to that a page shows; all of them are in the Excel file. */
const mostFindings = 200;

/**
 * A round with its result, held against another: the one that is named, else the last that was drawn
 * before it of the same lines.
 */
export async function readRound(
  context: AppContext,
  id: string,
  againstId?: string,
): Promise<SpotRoundDetail> {
  const round = await visibleRound(context, 'spot_checks.see', id);
  const { spotRounds } = context.store;
  const counts = await spotRounds.frameCounts(id);
  const inside = counts.filter(({ outside }) => outside === null);
  const population = inside.reduce((sum, { lines }) => sum + lines, 0);
  const outside = countOutside(counts);
  const found = await spotRounds.findings(id);
  const result = roundResult(found);
  const comparable = await comparableRounds(context, round);
  const against =
    againstId === undefined
      ? comparable.find((one) => sameLines(one, round))
      : await visibleRound(context, 'spot_checks.see', againstId);
  const comparison = against === undefined ? null : await compared(context, result, against);
  const wrong = found.filter(({ code, answerRight }) => code !== '11' || answerRight === false);
  return {
    ...roundView(round),
    population,
    outside,
    strata: inside.map(({ department, tier, lines, sample }) => ({
      ...{ department, tier, sample },
      population: lines,
    })),
    testers: await spotRounds.testers(id),
    result: { byCode: result.byCode, ...ratesOf(result) },
    byDepartment: [...roundResultsBy(found, ({ department }) => department)].map(
      ([department, part]) => ({ department, ...ratesOf(part) }),
    ),
    byTier: [...roundResultsBy(found, ({ tier }) => tier)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([tier, part]) => ({ tier, ...ratesOf(part) })),
    comparison,
    comparable: comparable.map(({ id: one, name }) => ({ id: one, name })),
    summary: explainRound({
      population,
      outside: outside.reduce((sum, { lines }) => sum + lines, 0),
      sample: round.sample,
      open: round.sample - round.done - round.dropped,
      dropped: round.dropped,
      result,
      comparison: comparison && { name: comparison.round.name, ...comparison },
    }),
    findings: wrong.slice(0, mostFindings).map(findingView),
    findingCount: wrong.length,
  };
}

/** Every line checked in a round. */
export async function roundFindings(context: AppContext, id: string): Promise<SpotFinding[]> {
  await visibleRound(context, 'spot_checks.see', id);
  return (await context.store.spotRounds.findings(id)).map(findingView);
}

/** Earlier rounds with results that the one who asks may see, the latest first. */
async function comparableRounds(context: AppContext, round: SpotRoundRow): Promise<SpotRoundRow[]> {
  const all = await context.store.spotRounds.all();
  return all.filter(
    ({ id, departmentId, drawnAtMs, done }) =>
      id !== round.id &&
      done > 0 &&
      drawnAtMs <= round.drawnAtMs &&
      departmentId === round.departmentId,
  );
}

function sameLines(a: SpotRoundRow, b: SpotRoundRow): boolean {
  return [...a.tiers].toSorted().join() === [...b.tiers].toSorted().join();
}

async function compared(
  context: AppContext,
  result: RoundResult,
  against: SpotRoundRow,
): Promise<NonNullable<SpotRoundDetail['comparison']>> {
  const before = roundResult(await context.store.spotRounds.findings(against.id));
  return {
    round: {
      ...{ id: against.id, name: against.name, drawnAtMs: against.drawnAtMs },
      ...ratesOf(before),
    },
    effective: differenceView(compareProportions(result.effective, before.effective)),
    knowledge: differenceView(compareProportions(result.knowledge, before.knowledge)),
  };
}

function ratesOf({ effective, knowledge }: RoundResult) {
  return { effective: proportionView(effective), knowledge: proportionView(knowledge) };
}

function proportionView({ interval, ...rest }: Proportion): ProportionView {
  return { ...rest, interval: [...interval] };
}

function differenceView(change: ProportionDifference | null) {
  return change && { ...change, interval: [...change.interval] as [number, number] };
}

function findingView({ departmentId: _office, number, ...finding }: StoredFinding): SpotFinding {
  return { ...finding, display: displayNumber(number) };
}
