import type { NewSpotRound, SpotRound } from '@everyline/contract';
import {
  drawQuestion,
  drawSample,
  lotText,
  questionsFor,
  type Department,
  type Line,
  type SpotQuestion,
} from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import { hexOf } from '../hex.ts';
import { newId } from '../new-id.ts';
import type { NewSpotTask, StoredSpotRound } from '../ports/store/spot-rounds.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { Dealer, testerOf, type ScopedTester } from './deal-lines.ts';
import { takeFrame, withLots } from './round-frame.ts';
import { roundView } from './round-view.ts';

/**
 * Draws a round: the frame as it stands, the sample that the seed gives, a question for each line, and
 * who calls it. All of it is stored as drawn, so that anybody can draw it again.
 */
export async function drawRound(context: AccountContext, wish: NewSpotRound): Promise<SpotRound> {
  const scope = await authorise(context, 'spot_checks.plan');
  requireInside(scope, wish.departmentId ?? null);
  const { store } = context;
  const department = await namedDepartment(context, wish.departmentId);
  const campaignId = wish.campaignId ?? null;
  if (campaignId !== null && !(await store.campaigns.byId(campaignId))) throw notFound('campaign');
  const round: StoredSpotRound = {
    id: newId(context),
    name: wish.name,
    state: 'running',
    departmentId: department?.id ?? null,
    campaignId,
    tiers: wish.tiers ?? [],
    level: wish.level,
    size: wish.size,
    seed: wish.seed ?? newSeed(context),
    drawnAtMs: context.clock.nowMs(),
    drawnBy: actorName(context.actor),
    closedAtMs: null,
  };
  const { framed, lines, departments } = await takeFrame(context, round);
  const byKey = new Map(framed.map((line) => [line.numberKey, lines.get(line.lineId)]));
  const { keys, strata } = drawSample(await withLots(framed, round.seed), round.size);
  if (keys.length === 0) throw nothingToDraw(framed.length);
  const testers: ScopedTester[] = [];
  for (const [index, id] of [...new Set(wish.testerIds)].entries()) {
    testers.push(await testerOf(context, id, departments, `testerIds/${index}`));
  }
  const questions = await store.spotQuestions.all();
  const drawn = await Promise.all(
    keys.map(async (key) => {
      const line = byKey.get(key);
      if (line === undefined) throw notFound('line');
      const question = await questionOf(line, key, { seed: round.seed, questions, departments });
      return { line, question };
    }),
  );
  const stored = await store.transaction(async (within) => {
    const inHand = await within.spotRounds.linesInHand();
    const dealer = new Dealer(testers);
    const tasks = drawn.map(({ line, question }, position): NewSpotTask => ({
      id: newId(context),
      lineId: line.id,
      position,
      tester: inHand.has(line.id) ? null : dealer.next(line.departmentId),
      question,
    }));
    await within.spotRounds.insert(round, framed, tasks);
    const subject = { kind: 'spot_round', id: round.id };
    await recordAudit(context, within, 'spot_checks.draw', subject, {
      ...{ name: round.name, seed: round.seed, size: round.size, level: round.level },
      ...{ departmentId: round.departmentId, tiers: round.tiers },
      ...{ strata: strata.length, sample: tasks.length, testers: testers.map(({ name }) => name) },
    });
    return within.spotRounds.byId(round.id);
  });
  if (!stored) throw notFound('round');
  return roundView(stored);
}

/** Sixteen hexadecimal digits that nobody chose. */
function newSeed(context: Pick<AppContext, 'random'>): string {
  return hexOf(context.random.bytes(8));
}

function nothingToDraw(lines: number): AppFault {
  const detail = {
    zh: lines === 0 ? '这里没有线路' : `这里的 ${lines} 条线路都不能抽查`,
    en: lines === 0 ? 'there are no lines here' : `none of the ${lines} lines here can be drawn`,
  };
  return new AppFault('invalid_input', { detail }, 'departmentId');
}

async function questionOf(
  line: Line,
  key: string,
  from: {
    readonly seed: string;
    readonly questions: readonly SpotQuestion[];
    readonly departments: readonly Department[];
  },
): Promise<SpotQuestion | null> {
  const fitting = questionsFor(line, from.questions, from.departments);
  const lots = new Map<string, string>();
  for (const { id } of fitting) lots.set(id, await sha256Hex(lotText(from.seed, `${key}|${id}`)));
  return drawQuestion(fitting, ({ id }) => lots.get(id) ?? '');
}
