import type { Source as SourceView } from '@everyline/contract';
import type { Line, Tier } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { reviseLine } from '../lines/revise-line.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { NumberGroup, SourceRow } from '../ports/store/sources.ts';
import { followNewerSources } from '../tickets/follow-published.ts';
import { tellSettled, type SettledTicket } from '../tickets/settle-tickets.ts';
import { findConflicts } from './find-conflicts.ts';
import { departmentMatcher, type DepartmentMatcher } from './match-department.ts';
import { sourceView } from './source-view.ts';

/** Numbers that become lines at a time. */
const BATCH = 200;

/**
 * Imports a previewed source, whole or not at all: each of its numbers joins its line or becomes a
 * new one, an older version of the same document gives way, and contradictions with what is known
 * become conflicts. Importing it again changes nothing.
 */
export async function importSource(context: AppContext, id: string): Promise<SourceView> {
  const scope = await authorise(context, 'sources.import');
  const settled: SettledTicket[] = [];
  const imported = await context.store.transaction(async (store) => {
    const source = await store.sources.byId(id);
    if (!source) throw notFound('source');
    requireInside(scope, source.departmentId);
    if (source.state === 'imported') return source;
    if (source.state !== 'preview') throw new AppFault('wrong_state', { state: source.state });
    const { row, touched } = await importWithin(context, store, source);
    settled.push(...(await followNewerSources(context, store, touched, source.name)));
    return row;
  });
  tellSettled(context, settled);
  context.events.publish({
    type: 'source.progress',
    sourceId: id,
    readBytes: imported.bytes,
    totalBytes: imported.bytes,
    listings: imported.listings,
    state: 'imported',
  });
  return sourceView(imported);
}

async function importWithin(
  context: AppContext,
  store: Repositories,
  source: SourceRow,
): Promise<{ readonly row: SourceRow; readonly touched: readonly string[] }> {
  const match = departmentMatcher(
    await store.departments.all(),
    await store.departments.formerNames(),
  );
  const counted = { newNumbers: 0, knownNumbers: 0 };
  let after = '';
  for (;;) {
    const groups = await store.sources.numberGroups(source.id, after, BATCH);
    const last = groups.at(-1);
    if (!last) break;
    after = last.numberKey;
    const known = await store.lines.byNumberKeys(groups.map((group) => group.numberKey));
    const fresh: Line[] = [];
    const links: { numberKey: string; lineId: string }[] = [];
    for (const group of groups) {
      let line = known.get(group.numberKey);
      if (line) {
        counted.knownNumbers += 1;
        const change = completed(line, group, match);
        if (change) await reviseLine(context, store, line, change, { reason: source.name });
      } else {
        counted.newNumbers += 1;
        line = newLine(context, source, group, match);
        fresh.push(line);
      }
      links.push({ numberKey: group.numberKey, lineId: line.id });
    }
    await store.lines.insert(fresh);
    await store.sources.linkListings(source.id, links);
  }
  const nowMs = context.clock.nowMs();
  const older = await store.sources.currentOfOrigin(source.origin, source.id);
  for (const { id } of older) await store.sources.update(id, { supersededBy: source.id });
  const change = { ...counted, state: 'imported', importedAtMs: nowMs } as const;
  await store.sources.update(source.id, change);
  const touched = [source.id, ...older.map(({ id }) => id)];
  for (const lineId of await store.sources.linesOnlyRetired(touched)) {
    const line = await store.lines.byId(lineId);
    if (line) await reviseLine(context, store, line, { state: 'retired' }, { reason: source.name });
  }
  const conflicts = await findConflicts(context, store, source.id);
  await store.sources.update(source.id, { conflicts });
  await store.audit.append({
    atMs: nowMs,
    actor: actorName(context.actor),
    operation: 'sources.import',
    subjectKind: 'source',
    subjectId: source.id,
    detail: {
      name: source.name,
      origin: source.origin,
      sha256: source.sha256,
      ...counted,
      conflicts,
      supersedes: older.map(({ id }) => id),
    },
  });
  return { row: { ...source, ...change, conflicts }, touched };
}

function newLine(
  context: AppContext,
  source: SourceRow,
  group: NumberGroup,
  match: DepartmentMatcher,
): Line {
  const dialled = group.number;
  return {
    id: newId(context),
    number: {
      dialled,
      areaCode: dialled.startsWith('+') ? null : group.areaCode,
      extension: group.extension,
    },
    numberType: group.numberType,
    departmentId: match(group.owner) ?? source.departmentId,
    owner: group.owner,
    services: group.services,
    purpose: group.purpose,
    hours: group.hours,
    tier: tierOf(group),
    seats: null,
    sample: source.sample,
    state: group.retired ? 'retired' : 'active',
    createdAtMs: context.clock.nowMs(),
  };
}

/** Hotlines matter most; faxes, media and numbers that prose only mentions least. People change it later. */
function tierOf({ purpose }: NumberGroup): Tier {
  if (purpose === 'hotline' || purpose === 'emergency') return 'A';
  return purpose === 'fax' || purpose === 'media' || purpose === 'mention' ? 'C' : 'B';
}

/** What a line that is known learns from further listings; what it has stays. */
function completed(line: Line, group: NumberGroup, match: DepartmentMatcher): Partial<Line> | null {
  const services = group.services.filter((service) => !line.services.includes(service));
  const department = line.departmentId === null ? match(line.owner ?? group.owner) : null;
  const change: Partial<Line> = {
    // Who calls it a fax knows more than who only calls it a telephone.
    ...(group.purpose === 'fax' && line.purpose !== 'fax' ? { purpose: 'fax' as const } : {}),
    ...(line.owner === null && group.owner !== null ? { owner: group.owner } : {}),
    ...(department !== null ? { departmentId: department } : {}),
    ...(line.hours === null && group.hours !== null ? { hours: group.hours } : {}),
    ...(services.length > 0 && line.services.length < 20
      ? { services: [...line.services, ...services].slice(0, 20) }
      : {}),
    ...(line.state === 'retired' && !group.retired ? { state: 'active' as const } : {}),
  };
  return Object.keys(change).length > 0 ? change : null;
}
