import type { Line as LineView, NewLine } from '@everyline/contract';
import { isEmergencyNumber, numberKey, type Line } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';
import { lineView } from './line-view.ts';
import { numberTypeOf, readNumber } from './read-numbers.ts';

/** Adds a line that no source publishes. It is not cleared by that: nothing is dialled without a clearance. */
export async function createLine(context: AppContext, input: NewLine): Promise<LineView> {
  const scope = await authorise(context, 'lines.edit');
  const departmentId = input.departmentId ?? null;
  requireInside(scope, departmentId);
  const city = await context.store.settings.city();
  const number = readNumber(input.number, input.areaCode ?? city?.areaCode ?? '');
  if (!number) {
    const detail = { zh: '不是完整的电话号码', en: 'this is not one complete telephone number' };
    throw new AppFault('invalid_input', { detail }, 'number');
  }
  if (isEmergencyNumber(number.dialled)) {
    throw new AppFault('protected_number', { number: input.number }, 'number');
  }
  const line: Line = {
    id: newId(context),
    number,
    numberType: numberTypeOf(number),
    departmentId,
    owner: null,
    services: input.serviceItems ?? [],
    purpose: input.purpose ?? 'general',
    hours: input.publishedHours ?? null,
    tier: input.tier ?? 'B',
    seats: input.seats ?? null,
    sample: false,
    state: 'active',
    createdAtMs: context.clock.nowMs(),
  };
  await context.store.transaction(async (within) => {
    if (departmentId !== null && !(await within.departments.byId(departmentId)))
      throw notFound('department');
    if (await within.lines.byNumberKey(numberKey(number))) {
      throw new AppFault('already_exists', { what: THINGS.line }, 'number');
    }
    await within.lines.insert([line]);
    await recordAudit(context, within, 'lines.create', { kind: 'line', id: line.id }, input);
  });
  const row = await context.store.lines.row(line.id, context.clock.nowMs());
  if (!row) throw notFound('line');
  return lineView(row);
}
