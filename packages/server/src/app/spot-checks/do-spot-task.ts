import type { SpotTaskDone, SpotTaskResult } from '@everyline/contract';
import { answeringCodes, type Line, type SpotCheck } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import { newId } from '../new-id.ts';
import type { SpotTaskRow, Tester } from '../ports/store/spot-rounds.ts';
import { fileSpotCheck, followFiled } from './file-spot-check.ts';
import { asTester } from './spot-work.ts';

/**
 * Records what a tester found on a line of theirs. The same result sent again, because the network was
 * lost before the answer came, is recorded once. A call made before the round was closed counts in it;
 * one made later counts for the line alone.
 */
export async function doSpotTask(
  context: AppContext,
  id: string,
  result: SpotTaskResult,
): Promise<SpotTaskDone> {
  const { tester, scope } = await asTester(context);
  const found = await context.store.spotRounds.task(id);
  if (!found) throw notFound('check');
  const line = await context.store.lines.byId(found.lineId);
  if (!line) throw notFound('line');
  requireInside(scope, line.departmentId);
  const answerRight = answerOf(result);
  const done = await context.store.transaction(async (within) => {
    await within.spotRounds.hold(id);
    const task = await within.spotRounds.task(id);
    if (!task) throw notFound('check');
    const before = await within.spotChecks.byClientKey(result.clientKey);
    if (before !== null) return alreadyFiled(task, tester, before);
    requireOwn(task, tester);
    const check: SpotCheck = {
      id: newId(context),
      lineId: line.id,
      campaignId: task.round.campaignId,
      checkedAtMs: calledAtMs(context, task, result.checkedAtMs),
      tester: actorName(context.actor),
      code: result.code,
      answerRight,
      note: result.note.trim(),
    };
    const settled = await fileSpotCheck(context, within, check, result.clientKey);
    const { closedAtMs } = task.round;
    const counted = closedAtMs === null || check.checkedAtMs <= closedAtMs;
    if (counted) await within.spotRounds.finish(task.id, check.id);
    return { check, counted, settled };
  });
  if (done.settled !== null) await followFiled(context, line, done.settled);
  return { check: view(done.check, line), counted: done.counted };
}

/** Nobody can judge an answer where nobody answered. */
function answerOf({ code, answerRight }: SpotTaskResult): boolean | null {
  if (answerRight === null || answeringCodes.has(code)) return answerRight;
  const detail = {
    zh: `结果为 ${code} 时没有人回答问题`,
    en: `with code ${code} nobody answered a question`,
  };
  throw new AppFault('invalid_input', { detail }, 'answerRight');
}

function alreadyFiled(task: SpotTaskRow, tester: Tester, check: SpotCheck) {
  if (check.lineId !== task.lineId || task.tester?.id !== tester.id) throw notYours(task);
  return { check, counted: task.spotCheckId === check.id, settled: null };
}

function requireOwn(task: SpotTaskRow, tester: Tester): void {
  if (task.tester?.id !== tester.id || task.spotCheckId !== null) throw notYours(task);
}

function notYours({ tester, spotCheckId }: SpotTaskRow): AppFault {
  const who = tester?.name;
  const detail =
    spotCheckId !== null
      ? { zh: `${who ?? ''}已经登记过结果`, en: `${who ?? 'somebody'} has recorded it already` }
      : who === undefined
        ? { zh: '还没有分给任何人', en: 'nobody has taken it yet' }
        : { zh: `现由${who}负责`, en: `${who} has it now` };
  return new AppFault('not_your_check', { detail });
}

/** When the call was made by the device's clock, which may be wrong: never before the draw, never later than now. */
function calledAtMs(context: AppContext, task: SpotTaskRow, saidMs: number): number {
  return Math.min(context.clock.nowMs(), Math.max(task.round.drawnAtMs, saidMs));
}

function view(check: SpotCheck, line: Line): SpotTaskDone['check'] {
  return { ...check, lineDisplay: displayNumber(line.number) };
}
