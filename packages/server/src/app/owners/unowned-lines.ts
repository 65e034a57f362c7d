import type { TakeLines, UnownedLine, UnownedQuery } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { displayNumber } from '../lines/display-number.ts';
import { reviseLine } from '../lines/revise-line.ts';
import type { Repositories } from '../ports/store.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { departmentMatcher } from '../sources/match-department.ts';
import { moveHeld } from '../tickets/move-ticket.ts';
import { tellOpenedWithin } from '../tickets/ticket-news.ts';
import { confirmTicket, tellSettled, type SettledTicket } from '../tickets/settle-tickets.ts';

/**
 * Lines without a responsible office, for every office to look through; whoever directs the whole
 * city also sees those that their office says are another's.
 */
export async function listUnowned(
  context: AppContext,
  query: UnownedQuery,
): Promise<Page<UnownedLine>> {
  const scope = await authorise(context, 'lines.take');
  const wanted = { ...(query.q !== undefined && { q: query.q }), withDenied: scope === 'all' };
  const [page, departments, formerNames] = await Promise.all([
    context.store.owners.unowned(wanted, pagingOf(query)),
    context.store.departments.all(),
    context.store.departments.formerNames(),
  ]);
  const match = departmentMatcher(departments, formerNames);
  return {
    ...page,
    items: page.items.map((row) => {
      const suggested = match(row.denied?.dispute.whose ?? row.owner);
      const named = departments.find(({ id }) => id === suggested && id !== row.department?.id);
      return {
        lineId: row.id,
        display: displayNumber(row.number),
        owner: row.owner,
        serviceItems: [...row.services],
        purpose: row.purpose,
        listings: row.listings,
        department: row.department,
        denied:
          row.denied === null
            ? null
            : {
                whose: row.denied.dispute.whose ?? '',
                note: row.denied.dispute.note,
                atMs: row.denied.atMs,
              },
        suggested: named === undefined ? null : { id: named.id, name: named.name },
      };
    }),
  };
}

/** Gives unowned lines to an office: its own manager takes them, whoever directs the city assigns them. */
export async function takeLines(context: AppContext, input: TakeLines): Promise<{ lines: number }> {
  const scope = await authorise(context, 'lines.take');
  requireInside(scope, input.departmentId);
  const settled = await context.store.transaction(async (within) => {
    const office = await within.departments.byId(input.departmentId);
    if (!office) throw notFound('department');
    const done: SettledTicket[] = [];
    for (const id of input.lineIds) {
      if ((await within.lines.byId(id)) === null) throw notFound('line');
      await within.owners.heldVersion(id);
      const line = await within.lines.byId(id);
      if (!line) throw notFound('line');
      // One that has an office is for whoever directs the whole city to move.
      if (line.departmentId !== null && (scope !== 'all' || line.departmentId === office.id)) {
        const owner = (await within.departments.byId(line.departmentId))?.name ?? '';
        throw new AppFault('line_owned', { number: displayNumber(line.number), owner });
      }
      await reviseLine(context, within, line, { departmentId: office.id });
      done.push(...(await handTickets(context, within, id, office.id)));
      await recordAudit(
        context,
        within,
        'lines.take',
        { kind: 'line', id },
        {
          from: line.departmentId,
          to: office.id,
        },
      );
    }
    return done;
  });
  tellSettled(context, settled);
  return { lines: input.lineIds.length };
}

/** The question whose the line is has its answer; whatever else is open of it goes to its office. */
async function handTickets(
  context: AppContext,
  within: Repositories,
  lineId: string,
  departmentId: string,
): Promise<SettledTicket[]> {
  const settled: SettledTicket[] = [];
  for (const { id, origin, departmentId: has } of await within.tickets.openOf(lineId)) {
    if (has !== null) continue;
    const reason = context.language === 'en' ? 'The line has an office now' : '线路已有责任单位';
    if (origin === 'owner_dispute') {
      settled.push(...(await confirmTicket(context, within, id, reason)));
      continue;
    }
    const held = await within.tickets.held(id);
    if (held === null || !['opened', 'returned'].includes(held.state)) continue;
    const move = { move: 'assign', departmentId, reason, version: held.version } as const;
    await moveHeld(context, within, held, move);
    const after = await within.tickets.row(id);
    if (after === null) continue;
    await tellOpenedWithin(context, within, after);
    settled.push({ ticketId: id, state: after.state });
  }
  return settled;
}
