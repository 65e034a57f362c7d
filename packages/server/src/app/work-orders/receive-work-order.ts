import type {
  WorkOrder,
  WorkOrderIn,
  WorkOrderQuery,
  WorkOrderReceived,
} from '@everyline/contract';
import { numberKey } from '@everyline/domain';

import { tellCaseChanged } from '../cases/case-changed.ts';
import { caseRules } from '../cases/case-rules.ts';
import { openCaseWithin } from '../cases/open-case.ts';
import { AppFault, notFound } from '../faults.ts';
import { readNumber } from '../lines/read-numbers.ts';
import type { Repositories } from '../ports/store.ts';
import { meant } from '../tables/meant.ts';
import { knownCase, namedOffice } from './known-case.ts';
import type { BySystem } from './verify-request.ts';
import { workOrderView } from './work-order-view.ts';

/** A case of another system; one whose number is here already is given back as it stands. */
export async function receiveWorkOrder(
  { system, context }: BySystem,
  input: WorkOrderIn,
): Promise<WorkOrderReceived> {
  const { row, opened } = await context.store.transaction(async (within) => {
    // One at a time for one system: the same number, sent twice at once, opens one case.
    await within.caseSystems.hold(system.id);
    const known = await within.caseSystems.caseOf(system.id, input.number);
    if (known !== null) {
      const found = await within.cases.row(known);
      if (!found) throw notFound('case');
      return { row: found, opened: false };
    }
    const departmentId =
      (await namedOffice(within, system, input.department)) ?? system.departmentId;
    const begun = await openCaseWithin(context, within, {
      demand: input.demand,
      category: await categoryOf(within, input.category),
      channel: 'work_orders',
      departmentId,
      lineId: await lineOf(within, input.line),
      link: { systemId: system.id, externalNumber: input.number },
      ...(input.place !== undefined && { place: input.place }),
      ...(input.contact !== undefined && { contact: input.contact }),
      ...(input.receivedAtMs !== undefined && { receivedAtMs: input.receivedAtMs }),
    });
    return { row: begun, opened: true };
  });
  if (opened) tellCaseChanged(context, row);
  return { opened, case: await workOrderView(context, context.store, row, system.id) };
}

/** How a case stands, for the system that sent it or has it. */
export async function readWorkOrder(
  { system, context }: BySystem,
  number: string,
  query: WorkOrderQuery,
): Promise<WorkOrder> {
  const row = await knownCase(context.store, system, number, query);
  return workOrderView(context, context.store, row, system.id);
}

async function categoryOf(within: Repositories, written: string): Promise<string> {
  const { categories } = await caseRules(within);
  const words = Object.fromEntries(categories.map(({ code, name }) => [code, name]));
  // Named as it was written, so that the refusal shows it.
  return meant(words, written) ?? written;
}

async function lineOf(within: Repositories, written: string | undefined): Promise<string | null> {
  if (written === undefined || written.trim() === '') return null;
  const number = readNumber(written, (await within.settings.city())?.areaCode ?? '');
  const line = number === null ? null : await within.lines.byNumberKey(numberKey(number));
  if (line) return line.id;
  const detail = { zh: `清单中没有线路 ${written}`, en: `there is no line ${written}` };
  throw new AppFault('invalid_input', { detail }, 'line');
}
