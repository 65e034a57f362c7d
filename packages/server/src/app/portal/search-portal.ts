import {
  callerPurposes,
  holdsOn,
  isForCallers,
  nameWhoseNumberIsAsked,
  type Line,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { readNumbers } from '../lines/read-numbers.ts';
import { todayOf } from '../programmes/programme-view.ts';
import { portalLines, type PortalLine } from './portal-line.ts';
import { requireOpenPortal } from './require-open-portal.ts';

const mostLines = 20;
const mostOffices = 8;
const mostEntries = 5;
/** Offices of so many of the best entries are asked for their lines where no line has the words. */
const officesOfEntries = 2;

/** An answer that is published and holds today. */
export interface PortalEntry {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly source: string | null;
}

export interface PortalFound {
  readonly lines: readonly PortalLine[];
  /** True when the lines are those of the offices of the answers, because none has the words itself. */
  readonly linesOfAnswers: boolean;
  readonly offices: readonly { readonly id: string; readonly name: string }[];
  readonly entries: readonly PortalEntry[];
}

/** Lines, offices and published answers for plain words, a number in any spelling or a part of one, best first. */
export async function searchPortal(context: AppContext, q: string): Promise<PortalFound> {
  await requireOpenPortal(context);
  const { store } = context;
  const name = nameWhoseNumberIsAsked(q) ?? q.trim();
  const day = todayOf(context);
  const [named, found, departments] = await Promise.all([
    linesNamed(context, q, name),
    context.knowledge.search(q, { limit: mostEntries, scope: 'all', day }),
    store.departments.all(),
  ]);
  const published = new Map(
    (await store.knowledge.published(found.hits.map(({ id }) => id))).map((one) => [one.id, one]),
  );
  const hits = found.hits.flatMap(({ id }) => {
    const one = published.get(id);
    // It may have been withdrawn a moment ago.
    return one?.published && holdsOn(one.published, day)
      ? [{ id, departmentId: one.departmentId, content: one.published.content }]
      : [];
  });
  const linesOfAnswers = named.length === 0;
  const offices = [...new Set(hits.flatMap(({ departmentId }) => departmentId ?? []))];
  const lines = linesOfAnswers
    ? await linesFiltered(context, { departmentIds: offices.slice(0, officesOfEntries) }, mostLines)
    : named;
  return {
    lines: await portalLines(context, lines),
    linesOfAnswers: linesOfAnswers && lines.length > 0,
    offices: departments
      .filter((one) => one.name.includes(name))
      .sort((one, other) => one.name.length - other.name.length)
      .slice(0, mostOffices)
      .map(({ id, name: called }) => ({ id, name: called })),
    entries: hits.map(({ id, content }) => ({
      id,
      question: content.question,
      answer: content.shortAnswer || content.longAnswer,
      source: content.source?.title ?? null,
    })),
  };
}

/** The line whose number was typed, else those whose number, office or service has the words. */
async function linesNamed(context: AppContext, q: string, name: string): Promise<Line[]> {
  const { found } = await readNumbers(context, [q]);
  const exact = found[0]?.line ?? null;
  if (exact !== null) return isForCallers(exact) ? [exact] : [];
  return linesFiltered(context, { q: name }, mostLines);
}

/** At most so many lines for callers, those of most importance first. */
export async function linesFiltered(
  { store, clock }: AppContext,
  filter: { readonly q?: string; readonly departmentIds?: readonly string[] },
  most: number,
): Promise<Line[]> {
  const { items } = await store.lines.page(
    { ...filter, scope: 'all', purpose: [...callerPurposes] },
    { sort: 'tier', order: 'asc' },
    { page: 1, pageSize: most },
    clock.nowMs(),
  );
  const shown = items.filter(isForCallers).map(({ id }) => id);
  const lines = new Map((await store.lines.byIds(shown)).map((line) => [line.id, line]));
  return shown.flatMap((id) => lines.get(id) ?? []);
}
