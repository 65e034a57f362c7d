import type { Notification, NotificationQuery, TellingChoice } from '@everyline/contract';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';

/** What the person was told, newest first. */
export async function listNotifications(
  context: AppContext,
  query: NotificationQuery,
): Promise<Page<Notification>> {
  return context.store.news.of(ownAccount(context), query.unread === true, pagingOf(query));
}

export async function countUnread(context: AppContext): Promise<{ unread: number }> {
  return { unread: await context.store.news.unread(ownAccount(context)) };
}

/** Marks what is named as read, or everything. */
export async function markRead(
  context: AppContext,
  ids: readonly string[] | undefined,
): Promise<{ unread: number }> {
  await context.store.news.markRead(ownAccount(context), ids ?? null, context.clock.nowMs());
  return countUnread(context);
}

export async function readChoice(context: AppContext): Promise<TellingChoice> {
  const reader = await context.store.news.reader(ownAccount(context));
  if (!reader) throw notFound('account');
  return reader.choice;
}

/** Changes how the person is told outside the console. */
export async function changeChoice(
  context: AppContext,
  choice: TellingChoice,
): Promise<TellingChoice> {
  const accountId = ownAccount(context);
  if (choice.email !== 'none' && choice.address === null) {
    const detail = { zh: '要收邮件，请填写邮箱', en: 'to get e-mail, give an address' };
    throw new AppFault('invalid_input', { detail }, 'address');
  }
  await context.store.transaction(async (within) => {
    await within.news.saveChoice(accountId, choice);
    const subject = { kind: 'account', id: accountId };
    await recordAudit(context, within, 'telling.choice', subject, choice);
  });
  return choice;
}

/** Notices go to people: a token is told nothing. */
function ownAccount({ actor }: AppContext): string {
  if (actor.kind === 'system' || actor.role === 'api_token') {
    throw new AppFault('forbidden', { permission: 'notifications' });
  }
  return actor.id;
}
