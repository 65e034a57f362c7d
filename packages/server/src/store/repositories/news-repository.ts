import type { Language, Localised, TellingChoice } from '@everyline/contract';
import { newsKinds, type NewsKind, type ToldHow } from '@everyline/domain';

import type { NewsStore, TellingReader } from '../../app/ports/store/telling.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

/** better-auth wants an address of everybody; who has none was given one that leads nowhere. */
const noAddress = '@accounts.invalid';
/** Roles that are ever told of tickets. */
const toldRoles = ['department_manager', 'campaign_manager', 'city_admin'];

export function newsRepository(db: Database): NewsStore {
  const readers = () =>
    db
      .selectFrom('auth_user as u')
      .leftJoin('telling_choices as c', 'c.account_id', 'u.id')
      .select(['u.id', 'u.name', 'u.role', 'u.departmentId', 'u.language'])
      .select(['u.email as own', 'c.account_id as chosen', 'c.address', 'c.email', 'c.kinds']);
  type Row = Awaited<ReturnType<ReturnType<typeof readers>['execute']>>[number];
  const toReader = (row: Row): TellingReader => ({
    id: row.id,
    name: row.name,
    role: row.role,
    departmentId: row.departmentId,
    language: row.language as Language,
    choice:
      row.chosen === null
        ? {
            address: row.own.endsWith(noAddress) ? null : row.own,
            email: 'each',
            kinds: [...newsKinds],
          }
        : {
            address: row.address,
            email: (row.email ?? 'none') as ToldHow,
            kinds: (row.kinds ?? []) as NewsKind[],
          },
  });
  const counted = (accountId: string, unread: boolean) =>
    db
      .selectFrom('notifications as t')
      .innerJoin('news as n', 'n.id', 't.news_id')
      .where('t.account_id', '=', accountId)
      .$if(unread, (query) => query.where('t.read_at_ms', 'is', null));

  return {
    add: async (news) => {
      const row = await db
        .insertInto('news')
        .values({
          id: news.id,
          key: news.key,
          kind: news.kind,
          at_ms: news.atMs,
          ticket_id: news.ticketId,
          path: news.path,
          department_id: news.departmentId,
          subject: JSON.stringify(news.subject),
          text: JSON.stringify(news.text),
          case_event: news.caseEvent ? JSON.stringify(news.caseEvent) : null,
          reply: news.reply ? JSON.stringify(news.reply) : null,
        })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    notify: async (newsId, accountIds) => {
      if (accountIds.length === 0) return;
      await db
        .insertInto('notifications')
        .values(
          accountIds.map((accountId) => ({
            account_id: accountId,
            news_id: newsId,
            read_at_ms: null,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    readers: async () =>
      (
        await readers()
          .where('u.disabled', '=', false)
          .where('u.role', 'in', toldRoles)
          .orderBy('u.id')
          .execute()
      ).map(toReader),
    reader: async (accountId) => {
      const row = await readers().where('u.id', '=', accountId).executeTakeFirst();
      return row ? toReader(row) : null;
    },
    saveChoice: async (accountId, choice: TellingChoice) => {
      const values = { address: choice.address, email: choice.email, kinds: [...choice.kinds] };
      await db
        .insertInto('telling_choices')
        .values({ account_id: accountId, ...values })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
        .execute();
    },
    of: (accountId, unread, paging) =>
      pageOf(
        paging,
        counted(accountId, unread).select((eb) => eb.fn.countAll<number>().as('total')),
        counted(accountId, unread)
          .select(['n.id', 'n.kind', 'n.at_ms', 'n.subject', 'n.text', 'n.ticket_id', 'n.path'])
          .select('t.read_at_ms')
          .orderBy('n.id', 'desc'),
        (row) => ({
          id: row.id,
          kind: row.kind as NewsKind,
          atMs: row.at_ms,
          subject: row.subject as Localised,
          text: row.text as Localised,
          ticketId: row.ticket_id,
          path: row.path,
          readAtMs: row.read_at_ms,
        }),
      ),
    unread: async (accountId) =>
      (
        await db
          .selectFrom('notifications')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('account_id', '=', accountId)
          .where('read_at_ms', 'is', null)
          .executeTakeFirstOrThrow()
      ).count,
    markRead: async (accountId, ids, atMs) => {
      if (ids !== null && ids.length === 0) return;
      await db
        .updateTable('notifications')
        .set({ read_at_ms: atMs })
        .where('account_id', '=', accountId)
        .where('read_at_ms', 'is', null)
        .$if(ids !== null, (query) => query.where('news_id', 'in', [...(ids ?? [])]))
        .execute();
    },
  };
}
