import { leastUnansweredNumbers, placeRecording, survivor } from '@everyline/domain';
import { readPrint, type Print } from '@everyline/telephony';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { UngroupedStretch } from '../ports/store/announcement-groups.ts';
import { improveSample, moveSample } from './choose-sample.ts';
import type { PrintLibrary } from './print-library.ts';
import { rereadCalls } from './reread-calls.ts';

/** So many stretches are placed in one transaction: who labels meanwhile waits no longer than that. */
const portion = 50;
/** An announcement is found again by at most so many prints: its pieces, and the longest of it. */
const mostPrints = 6;
/** A stretch so much longer than all prints of its announcement becomes one of them. */
const longerBy = 1.25;

/** What grouping did. */
export interface GroupedRecordings {
  readonly stretches: number;
  /** Past calls that are read differently now: what was heard in them had a label already, or is the network's. */
  readonly reread: number;
}

/**
 * Places stretches of speech that have no announcement yet, the oldest first: with the recording that it
 * is, or as one of its own, which a second call makes known. The samples for playing follow. Done a
 * portion at a time; none left when nothing was placed.
 */
export async function groupRecordings(
  context: AppContext,
  library: PrintLibrary,
): Promise<GroupedRecordings> {
  const placed = await context.store.transaction((within) => place(context, within, library));
  if (placed.reread > 0) tellOf(context, placed.touched);
  for (const { from, into } of placed.joined) await moveSample(context, from, into);
  for (const id of placed.touched) {
    const row = await context.store.announcementGroups.row(id, 'all');
    if (row !== null && row.callsInAll >= 2 && row.word === null) {
      await improveSample(context, row.id);
    }
  }
  return { stretches: placed.stretches, reread: placed.reread };
}

/** Open screens and running campaigns read the calls of these announcements anew. */
function tellOf(context: AppContext, touched: ReadonlySet<string>): void {
  for (const announcementId of touched) {
    context.events.publish({ type: 'announcement.changed', announcementId });
  }
}

interface Placed {
  readonly stretches: number;
  readonly reread: number;
  readonly touched: ReadonlySet<string>;
  readonly joined: readonly { readonly from: string; readonly into: string }[];
}

async function place(
  context: AppContext,
  within: Repositories,
  library: PrintLibrary,
): Promise<Placed> {
  const { announcementGroups } = within;
  await announcementGroups.lock();
  const stretches = await announcementGroups.ungrouped(portion);
  const touched = new Set<string>();
  const joined: { from: string; into: string }[] = [];
  const labelled = new Set<string>();
  if (stretches.length === 0) return { stretches: 0, reread: 0, touched, joined };
  await library.follow(announcementGroups);
  const known = library.known();
  const apart = new Set((await announcementGroups.apart()).map((pair) => pair.join(' ')));
  const keptApart = (one: string, other: string) =>
    apart.has(one < other ? `${one} ${other}` : `${other} ${one}`);
  for (const stretch of stretches) {
    const print = readPrint(stretch.print) ?? { words: new Uint32Array(), hopMs: 20 };
    const placement = placeRecording(library.matches(print), known, keptApart);
    if (placement.kind === 'new') {
      const id = newId(context);
      await announcementGroups.insert({ id, createdAtMs: context.clock.nowMs() });
      known.set(id, { id, word: null });
      const printId = await addPrint(context, within, library, { stretch, print, id });
      await addHearing(within, stretch, { id, bitErrorRate: 0, printId });
      continue;
    }
    const { into, absorbed, bitErrorRate } = placement;
    const word = known.get(survivor([into, ...absorbed], known))?.word ?? null;
    if (absorbed.length > 0) {
      await announcementGroups.absorb(into, absorbed);
      library.join({ id: into, word }, absorbed);
      for (const one of absorbed) {
        known.delete(one);
        touched.delete(one);
        joined.push({ from: one, into });
      }
      if (word !== null) {
        for (const hearing of await announcementGroups.hearingsOf([into])) {
          labelled.add(hearing.observationId);
        }
      }
    }
    const prints = library.printsOf(into);
    const lengthMs = stretch.toMs - stretch.fromMs;
    const isLonger = prints.every((one) => lengthMs >= longerBy * one.lengthMs);
    const printId =
      isLonger && prints.length < mostPrints
        ? await addPrint(context, within, library, { stretch, print, id: into })
        : null;
    await addHearing(within, stretch, { id: into, bitErrorRate, printId });
    touched.add(into);
    if (word !== null) labelled.add(stretch.observationId);
  }
  // What is heard unanswered now may tell of earlier calls that an exchange answered in order to play it.
  const answered = await within.rereadings.answeredWith([...touched], leastUnansweredNumbers);
  const { calls } = await rereadCalls(context, within, [...labelled, ...answered]);
  return { stretches: stretches.length, reread: calls, touched, joined };
}

async function addPrint(
  context: AppContext,
  within: Repositories,
  library: PrintLibrary,
  from: { readonly stretch: UngroupedStretch; readonly print: Print; readonly id: string },
): Promise<string | null> {
  if (from.print.words.length === 0) return null;
  const print = {
    id: newId(context),
    announcementId: from.id,
    word: null,
    lengthMs: from.stretch.toMs - from.stretch.fromMs,
  };
  await within.announcementGroups.addPrint({
    ...print,
    bytes: from.stretch.print,
    createdAtMs: context.clock.nowMs(),
  });
  library.add(print, from.print);
  return print.id;
}

async function addHearing(
  within: Repositories,
  stretch: UngroupedStretch,
  placed: {
    readonly id: string;
    readonly bitErrorRate: number;
    readonly printId: string | null;
  },
): Promise<void> {
  await within.announcementGroups.addHearing({
    observationId: stretch.observationId,
    announcementId: placed.id,
    fromMs: stretch.fromMs,
    toMs: stretch.toMs,
    bitErrorRate: placed.bitErrorRate,
    printId: placed.printId,
  });
}
