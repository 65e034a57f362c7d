import type { NewSpotCheck, SpotCheck as SpotCheckView } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import { newId } from '../new-id.ts';
import { fileSpotCheck, followFiled } from './file-spot-check.ts';

/** Records a person's test call; what only a person can say (another office answers) moves the verdict. */
export async function recordSpotCheck(
  context: AppContext,
  input: NewSpotCheck,
): Promise<SpotCheckView> {
  const scope = await authorise(context, 'spot_checks.record');
  const line = await context.store.lines.byId(input.lineId);
  if (!line) throw notFound('line');
  requireInside(scope, line.departmentId);
  const nowMs = context.clock.nowMs();
  if (input.checkedAtMs !== undefined && input.checkedAtMs > nowMs) {
    const detail = { zh: '时间在将来', en: 'the time lies in the future' };
    throw new AppFault('invalid_input', { detail }, 'checkedAtMs');
  }
  const check = {
    id: newId(context),
    lineId: line.id,
    campaignId: input.campaignId ?? null,
    checkedAtMs: input.checkedAtMs ?? nowMs,
    tester: actorName(context.actor),
    code: input.code,
    answerRight: input.answerRight ?? null,
    note: input.note ?? '',
  };
  const settled = await context.store.transaction((within) =>
    fileSpotCheck(context, within, check),
  );
  await followFiled(context, line, settled);
  return { ...check, lineDisplay: displayNumber(line.number) };
}
