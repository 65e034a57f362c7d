import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import { openOutdated, passTicket, type SettledTicket } from './settle-tickets.ts';

/** Closes what was claimed of an outdated number, where its keeper says that what is published is right. */
export async function followKeeper(
  context: AppContext,
  within: Repositories,
  lineId: string,
): Promise<SettledTicket[]> {
  const open = await openOutdated(within, lineId);
  if (open?.state !== 'claimed') return [];
  return passTicket(context, within, open.id, {
    reason:
      '号码责任人确认公布的内容正确。The keeper of the number says that what is published is right.',
  });
}

/**
 * Closes a ticket for an outdated number that rested on a contradiction, once that is resolved, by a person or by what is
 * published since, and none is left.
 */
export async function followListings(
  context: AppContext,
  within: Repositories,
  lineId: string,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<SettledTicket[]> {
  const open = await openOutdated(within, lineId);
  if (open === null || !open.evidence.includes(id)) return [];
  if ((await within.sources.contradictionsOf(lineId)).length > 0) return [];
  const heard = new Set((await within.spotChecks.of(lineId)).map((check) => check.id));
  if (open.evidence.some((one) => heard.has(one))) return [];
  return passTicket(context, within, open.id, { reason });
}

/** The same for all tickets that rested on what sources said, after a newer version of them was imported. */
export async function followNewerSources(
  context: AppContext,
  within: Repositories,
  sourceIds: readonly string[],
  name: string,
): Promise<SettledTicket[]> {
  const reason = `新公布的“${name}”中已没有矛盾。What is published in “${name}” contradicts it no longer.`;
  const settled: SettledTicket[] = [];
  for (const { lineId, conflictId } of await within.sources.doubtedBy(sourceIds)) {
    settled.push(...(await followListings(context, within, lineId, { id: conflictId, reason })));
  }
  return settled;
}
