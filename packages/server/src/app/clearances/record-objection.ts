import type { NewObjection, Objection as ObjectionView } from '@everyline/contract';
import { ledgerKey, type Objection } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { readNumber } from '../lines/read-numbers.ts';
import { newId } from '../new-id.ts';
import { objectionView } from './objection-view.ts';

/**
 * Records that somebody does not want to be tested. A callee objects for the dialled number, with all
 * lines and extensions behind it, for good; an office objects for a number or for the whole office.
 */
export async function recordObjection(
  context: AppContext,
  input: NewObjection,
): Promise<ObjectionView> {
  const scope = await authorise(context, 'objections.record');
  let key: string | null = null;
  let departmentName: string | null = null;
  if (input.number !== undefined) {
    const city = await context.store.settings.city();
    const number = readNumber(input.number, city?.areaCode ?? '');
    if (!number) {
      const detail = { zh: '不是完整的电话号码', en: 'this is not one complete telephone number' };
      throw new AppFault('invalid_input', { detail }, 'number');
    }
    key = ledgerKey(number);
    // Whoever hears a callee's objection may record it; an office speaks for its own numbers only.
    if (input.by === 'office' && scope !== 'all') {
      for (const line of await context.store.lines.byLedgerKey(key))
        requireInside(scope, line.departmentId);
    }
  } else if (input.departmentId !== undefined && input.by === 'office') {
    const department = await context.store.departments.byId(input.departmentId);
    if (!department) throw notFound('department');
    requireInside(scope, department.id);
    departmentName = department.name;
  } else {
    const detail = {
      zh: '须给出号码，或由单位提出时给出单位',
      en: 'give a number, or the department of an office that objects',
    };
    throw new AppFault('invalid_input', { detail }, 'number');
  }
  const objection: Objection & { recordedBy: string } = {
    id: newId(context),
    by: input.by,
    ledgerKey: key,
    lineId: null,
    departmentId: key === null ? (input.departmentId ?? null) : null,
    madeAtMs: context.clock.nowMs(),
    withdrawnAtMs: null,
    note: input.note,
    recordedBy: actorName(context.actor),
  };
  await context.store.transaction(async (within) => {
    await within.clearances.addObjection(objection);
    await recordAudit(
      context,
      within,
      'objections.record',
      { kind: 'objection', id: objection.id },
      {
        by: objection.by,
        ledgerKey: key,
        departmentId: objection.departmentId,
      },
    );
  });
  return objectionView({ ...objection, departmentName });
}
