import { runningTicketStates } from '@everyline/domain';
import { sql } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type { TicketFilter } from '../../app/ports/store/tickets.ts';
import type { TicketSelect } from './ticket-rows.ts';

/** The tickets that a list is narrowed to. */
export function narrowTickets(all: TicketSelect, filter: TicketFilter, scope: Scope): TicketSelect {
  let wanted = all;
  if (scope !== 'all') {
    wanted = wanted.where(sql<boolean>`t.department_id = any(${[...scope]}::uuid[])`);
  }
  if (filter.state?.length) {
    const open = filter.state.includes('open');
    wanted = wanted.where((which) =>
      which.or([
        which('t.state', 'in', filter.state ?? []),
        ...(open ? [which('t.state', '<>', 'closed')] : []),
      ]),
    );
  }
  if (filter.departmentId) {
    wanted = wanted.where(
      sql<boolean>`t.department_id in (with recursive under as (
        select id from departments where id = ${filter.departmentId}
        union select k.id from departments k join under on k.parent_id = under.id
      ) select id from under)`,
    );
  }
  if (filter.lineId) wanted = wanted.where('t.line_id', '=', filter.lineId);
  if (filter.fault?.length) wanted = wanted.where('t.fault', 'in', filter.fault);
  if (filter.tier?.length) wanted = wanted.where('l.tier', 'in', filter.tier);
  if (filter.origin?.length) wanted = wanted.where('t.origin', 'in', filter.origin);
  if (filter.overdue !== undefined) {
    const late = sql<boolean>`(t.due_on < ${filter.today} and t.state = any(${runningTicketStates}::text[]))`;
    wanted = wanted.where(filter.overdue ? late : sql<boolean>`not ${late}`);
  }
  if (filter.extension !== undefined) {
    const asked = sql<boolean>`(t.state <> 'closed' and coalesce(t.extension->>'state', '') = 'asked')`;
    wanted = wanted.where(filter.extension ? asked : sql<boolean>`not ${asked}`);
  }
  if (filter.q) {
    const part = `%${filter.q.trim().replace(/[\\%_]/g, '\\$&')}%`;
    wanted = wanted.where(
      sql<boolean>`(l.dialled ilike ${part} or d.name ilike ${part} or t.number::text = ${filter.q.trim().replace(/^#/, '')})`,
    );
  }
  return wanted;
}
