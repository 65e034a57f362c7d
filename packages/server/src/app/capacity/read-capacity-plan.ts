import type {
  CapacityExportQuery,
  CapacityOffice,
  CapacityPlan,
  PlannedLine,
} from '@everyline/contract';
import {
  departmentsUnder,
  officesBelow,
  type Department,
  type OfficeBelow,
} from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { BusyLine } from '../ports/store/reckoned.ts';
import { needView } from './need-view.ts';
import { gapsOf, PLAN_LEVEL } from './plan-lines.ts';
import { USUAL_TARGET } from './plan-target.ts';
import { plansAsOfMs } from './renew-plans.ts';

/** The page shows so many lines; the file has all. */
const MOST_SHOWN = 200;

/**
 * Lines and people needed against the lines there are, for the city, for one's scope, or for a department with those under
 * it. Only numbers whose lines are on record are summed: of others nobody knows what is there.
 */
export async function readCapacityPlan(
  context: AppContext,
  departmentId: string | null,
): Promise<CapacityPlan> {
  const scope = await authorise(context, 'verdicts.see');
  const plan = await planWithin(context, scope, departmentId);
  return { ...plan, items: plan.items.slice(0, MOST_SHOWN) };
}

/** The same with every line, for a file. */
export async function exportCapacityPlan(
  context: AppContext,
  query: CapacityExportQuery,
): Promise<CapacityPlan> {
  const scope = await authorise(context, 'lines.export');
  await recordAudit(context, context.store, 'lines.export', { kind: 'capacity', id: null }, query);
  return planWithin(context, scope, query.departmentId ?? null);
}

async function planWithin(
  context: AppContext,
  scope: Scope,
  departmentId: string | null,
): Promise<CapacityPlan> {
  const { departments: tree, reckoned } = context.store;
  const departments = await tree.all();
  const within = scopeWithin(scope, departments, departmentId);
  const reckonedAtMs = await plansAsOfMs(context);
  const { lines, called, busy } = await reckoned.busyLines(within);
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const items = busy.map((one) => plannedLine(one, names));
  return {
    reckonedAtMs,
    ...summed(items, { lines, called }),
    offices: officesOf(items, officesBelow(departments, departmentId)),
  };
}

function scopeWithin(
  scope: Scope,
  departments: readonly Department[],
  departmentId: string | null,
): Scope {
  if (departmentId === null) return scope;
  requireInside(scope, departmentId);
  if (!departments.some(({ id }) => id === departmentId)) throw notFound('department');
  return departmentsUnder(departments, departmentId);
}

function plannedLine(
  { line, met, needed }: BusyLine,
  names: ReadonlyMap<string, string>,
): PlannedLine {
  const { lines, probes, busy } = met;
  const { departmentId } = line;
  return {
    lineId: line.id,
    display: displayNumber(line.number),
    department:
      departmentId === null ? null : { id: departmentId, name: names.get(departmentId) ?? '' },
    owner: line.owner,
    lines,
    probes,
    busy,
    needed: needed === null ? null : needView(needed),
    busyThen: needed === null ? null : needed.middle.busy,
    why: needed === null ? (gapsOf(met)[0] ?? null) : null,
  };
}

/** The sums over the lines for which something is proposed, and the lines in the order of their need. */
export function summed(
  items: readonly PlannedLine[],
  of: { readonly lines: number; readonly called: number },
): Omit<CapacityPlan, 'reckonedAtMs' | 'offices'> {
  return {
    target: USUAL_TARGET,
    level: PLAN_LEVEL,
    ...of,
    metBusy: items.length,
    ...sumsOf(items),
    items: items.toSorted(
      (a, b) => missing(b) - missing(a) || b.busy / b.probes - a.busy / a.probes,
    ),
  };
}

/** The sums of each office and of what nobody owns, those first that lack most lines. */
export function officesOf(
  items: readonly PlannedLine[],
  offices: readonly OfficeBelow[],
): CapacityOffice[] {
  const groups = [
    ...offices.map(({ id, name, ids }) => ({
      department: { id, name },
      some: items.filter(({ department }) => department !== null && ids.has(department.id)),
    })),
    { department: null, some: items.filter(({ department }) => department === null) },
  ];
  return groups
    .map(({ department, some }) => ({ department, ...sumsOf(some) }))
    .filter(({ planned }) => planned > 0)
    .toSorted((a, b) => b.needed.lines.middle - b.there - (a.needed.lines.middle - a.there));
}

function sumsOf(items: readonly PlannedLine[]): Omit<CapacityOffice, 'department'> {
  const planned = items.flatMap(({ needed, lines, busyThen, probes, busy }) =>
    needed === null || lines === null || busyThen === null
      ? []
      : [{ needed, lines, busyThen, probes, busy }],
  );
  const sum = (figure: (one: (typeof planned)[number]) => number): number =>
    planned.reduce((total, one) => total + figure(one), 0);
  const range = (what: 'lines' | 'people') => ({
    low: sum(({ needed }) => needed[what].low),
    middle: sum(({ needed }) => needed[what].middle),
    high: sum(({ needed }) => needed[what].high),
  });
  return {
    planned: planned.length,
    short: planned.filter(({ needed, lines }) => needed.lines.middle > lines).length,
    there: sum(({ lines }) => lines),
    needed: { lines: range('lines'), people: range('people') },
    probes: sum(({ probes }) => probes),
    busy: sum(({ busy }) => busy),
    // A line weighs as much as it does in the share of busy now: by its test calls.
    busyThen:
      planned.length === 0
        ? null
        : sum(({ busyThen, probes }) => busyThen * probes) / sum(({ probes }) => probes),
  };
}

/** Lines missing; what nobody can say comes after all that somebody can. */
function missing({ needed, lines }: PlannedLine): number {
  return needed === null || lines === null ? -Infinity : needed.lines.middle - lines;
}
