import type { AppContext } from '../context.ts';
import type { StoredRegistration, StoredTrunk } from '../ports/store/trunks.ts';

/** Keeps how it stands with a trunk's registration, and raises the alarm when it is lost or refused. */
export async function noteRegistration(
  context: AppContext,
  trunk: Pick<StoredTrunk, 'id' | 'name'>,
  news: Omit<StoredRegistration, 'changedAtMs'>,
): Promise<void> {
  const atMs = context.clock.nowMs();
  const before = (await context.store.trunks.registrations()).get(trunk.id);
  await context.store.trunks.setRegistration(trunk.id, { ...news, changedAtMs: atMs });
  if (before?.state === news.state) return;
  const why = [news.status, news.reason].filter((part) => part !== null).join(' ');
  if (news.state === 'failed' || news.state === 'refused') {
    const refused = news.state === 'refused';
    context.events.publish({
      type: 'alarm',
      atMs,
      sentence: {
        zh: `中继“${trunk.name}”${refused ? '的注册被拒绝，请检查用户名和密码' : '未能注册'}（${why}），注册成功前不拨测。`,
        en: `The trunk “${trunk.name}” ${refused ? 'was refused registration; look at its user name and password' : 'could not be registered'} (${why}). Nothing is dialled over it until it is.`,
      },
    });
  } else if (
    news.state === 'registered' &&
    before !== undefined &&
    before.state !== 'registering'
  ) {
    context.events.publish({
      type: 'alarm',
      atMs,
      sentence: {
        zh: `中继“${trunk.name}”已重新注册。`,
        en: `The trunk “${trunk.name}” is registered again.`,
      },
    });
  }
}
