import type { NewProgramme, Programme, ProgrammeChange } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { newId } from '../new-id.ts';
import type { StoredProgramme } from '../ports/store/programmes.ts';
import { filled } from './filled.ts';
import { listProgrammes } from './read-programmes.ts';
import { editableProgramme } from './visible-programme.ts';
import { notFound } from '../faults.ts';

/** Begins a programme of one's scope; without an office it is the whole city's. */
export async function addProgramme(context: AppContext, input: NewProgramme): Promise<Programme> {
  const scope = await authorise(context, 'programmes.edit');
  const { actor } = context;
  const own = scope === 'all' || actor.kind === 'system' ? null : actor.departmentId;
  const departmentId = input.departmentId ?? own;
  requireInside(scope, departmentId);
  await namedDepartment(context, departmentId);
  const programme: StoredProgramme = {
    id: newId(context),
    name: filled(input.name, 'name'),
    description: input.description?.trim() ?? '',
    departmentId,
    state: 'running',
    createdAtMs: context.clock.nowMs(),
    createdBy: actorName(actor),
  };
  await context.store.transaction(async (within) => {
    await within.programmes.insert(programme);
    const subject = { kind: 'programme', id: programme.id };
    await recordAudit(context, within, 'programmes.add', subject, {
      name: programme.name,
      departmentId,
    });
  });
  return oneOf(context, programme.id);
}

/** Renames, describes, closes or reopens a programme. A closed one keeps its board and is not changed. */
export async function changeProgramme(
  context: AppContext,
  id: string,
  input: ProgrammeChange,
): Promise<Programme> {
  const before = await editableProgramme(context, id, true);
  const change = {
    ...(input.name !== undefined && { name: filled(input.name, 'name') }),
    ...(input.description !== undefined && { description: input.description.trim() }),
    ...(input.state !== undefined && { state: input.state }),
  };
  await context.store.transaction(async (within) => {
    await within.programmes.update(id, change);
    const { name, description, state } = before;
    await recordAudit(
      context,
      within,
      'programmes.change',
      { kind: 'programme', id },
      {
        before: { name, description, state },
        after: change,
      },
    );
  });
  return oneOf(context, id);
}

async function oneOf(context: AppContext, id: string): Promise<Programme> {
  const found = (await listProgrammes(context)).find((one) => one.id === id);
  if (!found) throw notFound('programme');
  return found;
}
