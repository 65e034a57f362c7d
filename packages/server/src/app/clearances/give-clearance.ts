import type { ClearanceGiven, NewClearance } from '@everyline/contract';
import {
  departmentsUnder,
  isEmergencyNumber,
  ledgerKey,
  needsClearanceByName,
  type Clearance,
  type ClearanceScope,
  type Line,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import { readNumbers } from '../lines/read-numbers.ts';
import { newId } from '../new-id.ts';

type Refused = ClearanceGiven['refused'][number];

/**
 * Records the permission to test a line, an office or a list. Protected numbers cannot be cleared by
 * anyone; what needs a clearance by name is not covered by one for an office, and is named as such.
 */
export async function giveClearance(
  context: AppContext,
  input: NewClearance,
): Promise<ClearanceGiven> {
  const scope = await authorise(context, 'clearances.give');
  const nowMs = context.clock.nowMs();
  if (input.validToMs != null && input.validToMs <= (input.validFromMs ?? nowMs)) {
    const detail = { zh: '有效期的结束须晚于开始', en: 'it must end after it begins' };
    throw new AppFault('invalid_input', { detail }, 'validToMs');
  }
  const { lines, refused, meant } = await linesMeant(context, scope, input.scope);
  const cleared: Line[] = [];
  for (const line of lines) {
    const reason = await refusalOf(context, line, input.scope.kind);
    if (reason) refused.push({ number: displayNumber(line.number), reason });
    else cleared.push(line);
  }
  const [only] = refused;
  if (input.scope.kind === 'line' && only?.reason === 'protected') {
    throw new AppFault('protected_number', { number: only.number }, 'scope.lineId');
  }
  if (input.scope.kind === 'list' && cleared.length === 0) {
    const detail = { zh: '名单中没有可以许可的号码', en: 'no number of the list can be cleared' };
    throw new AppFault('invalid_input', { detail }, 'scope.numbers');
  }
  const clearance: Clearance = {
    id: newId(context),
    scope: meant ?? {
      kind: 'list',
      name: listName(input.scope),
      lineIds: cleared.map((line) => line.id),
    },
    givenBy: input.givenBy,
    basis: input.basis,
    givenAtMs: nowMs,
    validFromMs: input.validFromMs ?? nowMs,
    validToMs: input.validToMs ?? null,
    withdrawnAtMs: null,
    hours: input.hours ?? null,
    maxPerDay: input.maxPerDay ?? null,
    minSpacingMs: input.minSpacingMs ?? null,
    loopbackOnly: false,
  };
  await context.store.transaction(async (within) => {
    await within.clearances.insert({ ...clearance, recordedBy: actorName(context.actor) });
    await recordAudit(
      context,
      within,
      'clearances.give',
      { kind: 'clearance', id: clearance.id },
      {
        scope: clearance.scope.kind,
        givenBy: clearance.givenBy,
        basis: clearance.basis,
        cleared: cleared.length,
        refused: refused.length,
      },
    );
  });
  const view = await context.store.clearances.view(clearance.id);
  if (!view) throw notFound('clearance');
  return { clearance: view, cleared: cleared.length, refused };
}

function listName(scope: NewClearance['scope']): string {
  return scope.kind === 'list' ? scope.name : '';
}

/** The lines that a clearance would be for, and how the domain says for what it is (a list: null). */
async function linesMeant(
  context: AppContext,
  scope: Scope,
  wanted: NewClearance['scope'],
): Promise<{ lines: Line[]; refused: Refused[]; meant: ClearanceScope | null }> {
  switch (wanted.kind) {
    case 'line': {
      const line = await context.store.lines.byId(wanted.lineId);
      if (!line) throw notFound('line');
      requireInside(scope, line.departmentId);
      return { lines: [line], refused: [], meant: wanted };
    }
    case 'department': {
      const department = await context.store.departments.byId(wanted.departmentId);
      if (!department) throw notFound('department');
      requireInside(scope, department.id);
      const ids = wanted.withSubtree
        ? departmentsUnder(await context.store.departments.all(), department.id)
        : [department.id];
      return {
        lines: await context.store.lines.active({ departmentIds: [...ids] }),
        refused: [],
        meant: wanted,
      };
    }
    case 'list': {
      const read = await readNumbers(context, wanted.numbers);
      const refused: Refused[] = read.unread.map((number) => ({
        number,
        reason: 'unknown_number',
      }));
      const lines: Line[] = [];
      for (const { text, line } of read.found) {
        if (line === null) refused.push({ number: text, reason: 'unknown_number' });
        else if (scope !== 'all' && (line.departmentId === null || !scope.has(line.departmentId))) {
          refused.push({ number: text, reason: 'outside_scope' });
        } else lines.push(line);
      }
      return { lines, refused, meant: null };
    }
  }
}

async function refusalOf(
  context: AppContext,
  line: Line,
  kind: NewClearance['scope']['kind'],
): Promise<Refused['reason'] | null> {
  if (isEmergencyNumber(line.number.dialled)) return 'protected';
  if (kind === 'department' && needsClearanceByName(line)) return 'needs_line';
  const objections = await context.store.clearances.objectionsFor({
    id: line.id,
    ledgerKey: ledgerKey(line.number),
    departmentId: line.departmentId,
  });
  return objections.some((one) => one.withdrawnAtMs === null) ? 'objected' : null;
}
