import { lineNeed, type LineTarget } from '@everyline/capacity/load';

import type { CauseKind } from '../causes/cause.ts';
import type { Purpose } from '../lines/line.ts';
import type { VerdictKind } from '../verdicts/verdict.ts';
import { assistant, callersMeet, callersOfAll, officeShares, type Desk } from './callers-meet.ts';
import { listedMode } from './hotline-modes.ts';
import type { InventoryLine } from './inventory-line.ts';
import { serviceGroups } from './service-groups.ts';
import type {
  MergeGround,
  MergeMode,
  Need,
  Proposal,
  ProposalEffect,
  ProposalKind,
} from './proposal.ts';

/** Causes by which a number leads nowhere for good: a suspended one may come back with the bill paid. */
const gone: ReadonlySet<CauseKind> = new Set(['number_withdrawn', 'number_moved']);

/** Whoever calls these asks for something; duty, emergency and repair lines must stay apart. */
const forCitizens: ReadonlySet<Purpose> = new Set([
  'general',
  'enquiry',
  'casework',
  'complaint',
  'hotline',
]);

/** Where the same is asked again and again. */
const forQuestions: ReadonlySet<Purpose> = new Set(['general', 'enquiry', 'hotline']);

/** Fewer new calls than this in the mean hour do not fill a tenth of one person's time. */
const fewErlangs = 0.1;

/**
 * Proposals over a whole inventory, each number in one at most: what leads nowhere is closed first, hotlines find their way
 * into 12345, one service gets one number, and only what is still short is given machines, lines or people. One after the
 * other, since each may have to be simulated.
 *
 * @param rejected keys of proposals that a person has rejected: other ways are looked for
 */
export function* proposeConsolidation(
  inventory: readonly InventoryLine[],
  target: LineTarget,
  rejected: ReadonlySet<string> = new Set(),
): Generator<Proposal> {
  const taken = new Set<string>();
  function* take(found: Proposal | null): Generator<Proposal> {
    if (found === null || rejected.has(found.key)) return;
    for (const id of found.lineIds) taken.add(id);
    yield found;
  }
  const active = inventory.filter(({ line }) => line.state === 'active');
  for (const rule of [closeNumber, mergeHotline, separateCallsOut]) {
    for (const one of active) if (!taken.has(one.line.id)) yield* take(rule(one));
  }
  const groups = serviceGroups(
    active.filter(({ line }) => !taken.has(line.id) && forCitizens.has(line.purpose)),
  );
  for (const { service, members } of groups) yield* take(oneNumber(service, members, target));
  for (const one of active) if (!taken.has(one.line.id)) yield* take(relieve(one, target));
}

function closeNumber(one: InventoryLine): Proposal | null {
  if (one.verdict !== 'invalid' || one.cause === null || !gone.has(one.cause)) return null;
  return proposal('close_number', [one], {
    keptLineId: null,
    listings: one.listings,
    effect: { ...nothingKnown, numbers: { now: 1, then: 0 } },
  });
}

function mergeHotline(one: InventoryLine): Proposal | null {
  const { line, calls, busy, erlangs } = one;
  const { dialled } = line.number;
  const listed = line.numberType === 'short_code' ? listedMode(dialled) : null;
  const isHotline = line.purpose === 'hotline' && dialled !== '12345';
  if (listed === null && !isHotline) return null;
  // One that works in its listed way needs nothing.
  if (listed !== null && listed !== 'whole' && one.verdict !== 'busy' && one.verdict !== 'zombie') {
    return null;
  }
  if (listed === null && calls === 0) return null;
  const hasFew = busy === 0 || (erlangs !== null && erlangs.middle < fewErlangs);
  const found: { mode: MergeMode; ground: MergeGround } =
    listed !== null
      ? { mode: listed, ground: 'listed' }
      : hasFew && line.tier !== 'A'
        ? { mode: 'whole', ground: 'few_calls' }
        : { mode: 'parallel', ground: 'many_calls' };
  const closes = found.mode === 'whole';
  return proposal('merge_hotline', [one], {
    keptLineId: closes ? null : line.id,
    merge: found,
    listings: closes ? one.listings : 0,
    effect: { ...nothingKnown, numbers: { now: 1, then: closes ? 0 : 1 } },
  });
}

function separateCallsOut(one: InventoryLine): Proposal | null {
  if (one.cause !== 'shared_line') return null;
  const { seats } = one.line;
  return proposal('separate_calls_out', [one], {
    effect: {
      ...nothingKnown,
      numbers: { now: 1, then: 1 },
      lines:
        seats === null || seats < 1
          ? null
          : { now: seats, then: seats + 1, between: { least: seats + 1, most: seats + 1 } },
    },
  });
}

/** One number for one service of one office: pooled where callers meet busy, otherwise the best is kept. */
function oneNumber(
  service: string,
  members: readonly InventoryLine[],
  target: LineTarget,
): Proposal | null {
  const [kept, ...others] = members.toSorted(better);
  if (kept === undefined || others.length === 0) return null;
  const all = [kept, ...others];
  const common = {
    keptLineId: kept.line.id,
    service,
    listings: others.reduce((sum, { listings }) => sum + listings, 0),
  };
  const numbers = { now: all.length, then: 1 };
  if (all.every(({ busy }) => busy === 0)) {
    // Whose other numbers work nobody is to lose them for tidiness alone: it is one that fails beside one that works.
    const isWorth = kept.verdict === 'healthy' && others.some(({ verdict }) => isFaulty(verdict));
    if (!isWorth) return null;
    return proposal('keep_one', all, { ...common, effect: { ...nothingKnown, numbers } });
  }
  const desks = all.map(deskOf);
  const known = desks.filter((desk) => desk !== null);
  if (known.length < desks.length) {
    return proposal('pool_lines', all, { ...common, effect: { ...nothingKnown, numbers } });
  }
  const pooled = together(known);
  const then = sufficient(pooled, target);
  return proposal('pool_lines', all, {
    ...common,
    effect: {
      numbers,
      ...needs(pooled, then, (load) => sufficient(load, target)),
      callers: { now: callersOfAll(known, target), then: callersMeet(then, target) },
    },
  });
}

/** What is still short: a machine in front where questions repeat, otherwise more lines and people. */
function relieve(one: InventoryLine, target: LineTarget): Proposal | null {
  const desk = one.busy === 0 ? null : deskOf(one);
  if (desk === null) return null;
  const without = sufficient(desk, target);
  if (without.lines <= desk.lines && without.people <= desk.people) return null;
  const relieved = (kind: ProposalKind, then: Desk, needed: (desk: Desk) => Desk): Proposal =>
    proposal(kind, [one], {
      effect: {
        numbers: { now: 1, then: 1 },
        ...needs(desk, then, needed),
        callers: { now: callersMeet(desk, target), then: callersMeet(then, target) },
      },
    });
  if (forQuestions.has(one.line.purpose)) {
    const assisted = (load: Desk): Desk => withAssistant(load, target);
    const then = assisted(desk);
    if (then.people < without.people) return relieved('assistant_first', then, assisted);
  }
  return relieved('add_lines', without, (load) => sufficient(load, target));
}

/** A desk with the lines and people that its calls need; lines that are there stay. */
function sufficient<D extends Desk>(desk: D, target: LineTarget): D {
  const need = lineNeed(desk.erlangs, officeShares, target);
  return { ...desk, lines: Math.max(desk.lines, need.lines), people: need.people };
}

/** The same with a machine in front: fewer calls need people, but whoever talks with the machine holds a line as well. */
function withAssistant<D extends Desk>(desk: D, target: LineTarget): D {
  const left = 1 - assistant.takes * assistant.solves;
  const { people } = sufficient({ ...desk, erlangs: desk.erlangs * left }, target);
  return { ...sufficient(desk, target), people, assistant: true };
}

/** A desk with the least and the most that its load may be. */
interface MeasuredDesk extends Desk {
  readonly loads: readonly [least: number, most: number];
}

/** Lines and people now and then, and what they would be at the ends of the load. */
function needs(
  desk: MeasuredDesk,
  then: Desk,
  needed: (desk: Desk) => Desk,
): Pick<ProposalEffect, 'lines' | 'people'> {
  const [least, most] = desk.loads.map((erlangs) => needed({ ...desk, erlangs }));
  const of = (what: 'lines' | 'people'): Need => ({
    now: desk[what],
    then: then[what],
    between: { least: least?.[what] ?? then[what], most: most?.[what] ?? then[what] },
  });
  return { lines: of('lines'), people: of('people') };
}

/** A line with its load and one person at each of its lines; null where either is not known. */
function deskOf({ line, erlangs, calls, busy }: InventoryLine): MeasuredDesk | null {
  const { seats } = line;
  if (seats === null || seats < 1) return null;
  if (erlangs === null && (busy > 0 || calls === 0)) return null;
  const { low, middle, high } = erlangs ?? idle;
  return { erlangs: middle, loads: [low, high], lines: seats, people: seats, assistant: false };
}

/** A number on which nobody met busy has few calls; so many at most are taken for granted. */
const idle = { low: 0.01, middle: 0.05, high: 0.2 };

/** Several desks as one. */
function together(desks: readonly MeasuredDesk[]): MeasuredDesk {
  return {
    erlangs: sum(desks, ({ erlangs }) => erlangs),
    loads: [sum(desks, ({ loads }) => loads[0]), sum(desks, ({ loads }) => loads[1])],
    lines: sum(desks, ({ lines }) => lines),
    people: sum(desks, ({ people }) => people),
    assistant: false,
  };
}

/** Whose number to keep: one that works, then one that is published most, then the oldest. */
function better(a: InventoryLine, b: InventoryLine): number {
  return (
    Number(b.verdict === 'healthy') - Number(a.verdict === 'healthy') ||
    Number(isFaulty(a.verdict)) - Number(isFaulty(b.verdict)) ||
    b.listings - a.listings ||
    a.line.createdAtMs - b.line.createdAtMs ||
    (a.line.id < b.line.id ? -1 : 1)
  );
}

function isFaulty(verdict: VerdictKind | null): boolean {
  return verdict !== null && verdict !== 'healthy' && verdict !== 'undetermined';
}

const nothingKnown = { lines: null, people: null, callers: null } as const;

function proposal(
  kind: ProposalKind,
  members: readonly InventoryLine[],
  rest: Partial<Proposal> & { readonly effect: ProposalEffect },
): Proposal {
  const lineIds = members.map(({ line }) => line.id);
  return {
    key: [kind, ...lineIds.toSorted()].join(':'),
    kind,
    departmentId: members[0]?.line.departmentId ?? null,
    lineIds,
    keptLineId: lineIds[0] ?? null,
    service: null,
    merge: null,
    calls: sum(members, ({ calls }) => calls),
    busy: sum(members, ({ busy }) => busy),
    listings: 0,
    ...rest,
  };
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
