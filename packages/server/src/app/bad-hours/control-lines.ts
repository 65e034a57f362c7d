import type { ControlLine } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';

/** Lines that are known to answer. */
export async function listControlLines(context: AppContext): Promise<ControlLine[]> {
  await authorise(context, 'trunks.see');
  const departments = new Map(
    (await context.store.departments.all()).map(({ id, name }) => [id, name]),
  );
  const views: ControlLine[] = [];
  for (const control of await context.store.badHours.controls()) {
    const line = await context.store.lines.byId(control.lineId);
    if (line === null) continue;
    const departmentName = departments.get(line.departmentId ?? '') ?? null;
    views.push({ ...control, display: displayNumber(line.number), departmentName });
  }
  return views;
}

/** Names a line as one that is known to answer; that it may be called says its clearance, as for every line. */
export async function nameControlLine(
  context: AppContext,
  lineId: string,
  note: string,
): Promise<ControlLine> {
  requireWholeCity(await authorise(context, 'trunks.edit'));
  await context.store.transaction(async (within) => {
    const line = await within.lines.byId(lineId);
    if (line?.state !== 'active') throw notFound('line');
    await within.badHours.nameControl({
      lineId,
      note: note.trim(),
      namedBy: actorName(context.actor),
      namedAtMs: context.clock.nowMs(),
    });
    const subject = { kind: 'line', id: lineId };
    await recordAudit(context, within, 'control_lines.name', subject, { note: note.trim() });
  });
  const named = (await listControlLines(context)).find((one) => one.lineId === lineId);
  if (!named) throw notFound('line');
  return named;
}

export async function dropControlLine(
  context: AppContext,
  lineId: string,
): Promise<{ done: true }> {
  requireWholeCity(await authorise(context, 'trunks.edit'));
  await context.store.transaction(async (within) => {
    if (!(await within.badHours.dropControl(lineId))) throw notFound('line');
    await recordAudit(context, within, 'control_lines.drop', { kind: 'line', id: lineId });
  });
  return { done: true };
}
