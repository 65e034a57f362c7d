import { isCarried, isReadByPeople, quietUntilMs, retryAtMs } from '@everyline/domain';
import type { Language } from '@everyline/contract';

import { sendReplies } from '../channels/send-replies.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import { ownerLinkPath } from '../owners/mail-owner-link.ts';
import { secretFor } from '../owners/owner-links.ts';
import type { OutboundTarget, SendFailure, SendResult } from '../ports/outbound.ts';
import type { ClaimedBatch, StoredTelling } from '../ports/store/telling.ts';
import { sendCaseEvents } from '../work-orders/send-case-events.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { composeMessage } from './compose-message.ts';
import { consoleLink } from './mail-link.ts';
import { openMailServer } from './mail-server.ts';
import { sendSentence } from './send-sentence.ts';
import { tellingRules } from './telling-rules.ts';

/** So many are on their way at once: one that hangs does not hold up the others. */
const lanes = 4;
/** Longer than any attempt; what a process that died had taken is free again after it. */
const leaseMs = 120_000;
/** News in one message; a group reads no more. */
const mostInOne = 20;

/** Sends everything that is due; resolves when nothing is left, or after what is on its way when stopped. */
export async function deliverDue(context: AppContext, stop?: AbortSignal): Promise<void> {
  const lane = async () => {
    while (stop?.aborted !== true) {
      const batch = await context.store.transaction((within) =>
        within.outbox.claim({
          batchId: newId(context),
          nowMs: context.clock.nowMs(),
          leaseMs,
          most: mostInOne,
        }),
      );
      if (batch === null) return;
      await settle(context, batch, await attempt(context, batch));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function attempt(context: AppContext, batch: ClaimedBatch): Promise<SendResult> {
  const rules = await tellingRules(context.store);
  if (batch.channel === 'work_orders') return sendCaseEvents(context, batch, rules);
  if (isCarried(batch.channel)) return sendReplies(context, batch);
  const to = await receiver(context, batch, rules);
  if ('code' in to) return { kind: 'failed', retry: false, failure: to };
  const message = composeMessage(batch.news, {
    id: batch.id,
    language: to.language,
    atMs: context.clock.nowMs(),
    consoleAddress: rules.consoleAddress,
    ...('ownPage' in to && { ownPage: to.ownPage }),
  });
  return context.outbound.send(to.target, message, rules.allowedHosts);
}

/** Where a message goes now: settings may have changed since it was put into the outbox. */
async function receiver(
  context: AppContext,
  batch: ClaimedBatch,
  rules: StoredTelling,
): Promise<{ target: OutboundTarget; language: Language; ownPage?: string } | SendFailure> {
  if (batch.keeperId !== null) return keeperOf(context, batch.keeperId, rules);
  if (batch.channel === 'email') {
    const reader =
      batch.accountId === null ? null : await context.store.news.reader(batch.accountId);
    if (!reader || reader.choice.address === null || reader.choice.email === 'none') {
      return { code: 'no_address', detail: '' };
    }
    if (rules.email === null) return { code: 'no_mail_server', detail: '' };
    const server = openMailServer(context, rules.email);
    const target = { kind: 'email', server, to: reader.choice.address } as const;
    return { target, language: reader.language };
  }
  const target = batch.targetId === null ? null : await context.store.targets.byId(batch.targetId);
  if (!target?.enabled) return { code: 'target_gone', detail: '' };
  return {
    target: {
      kind: target.kind,
      url: context.secrets.open(target.urlSealed),
      secret: target.secretSealed === null ? null : context.secrets.open(target.secretSealed),
    },
    language: target.language,
  };
}

/** A keeper without an account reads by a link of their own. */
async function keeperOf(
  context: AppContext,
  keeperId: string,
  rules: StoredTelling,
): Promise<{ target: OutboundTarget; language: Language; ownPage?: string } | SendFailure> {
  const keeper = await context.store.keepers.byId(keeperId);
  if (keeper === null || keeper.email === null) return { code: 'no_address', detail: '' };
  if (rules.email === null) return { code: 'no_mail_server', detail: '' };
  const target = {
    kind: 'email',
    server: openMailServer(context, rules.email),
    to: keeper.email,
  } as const;
  const language = (await context.store.settings.city())?.language ?? 'zh-CN';
  if (rules.consoleAddress === null) return { target, language };
  const secret = await secretFor(context, keeper);
  return { target, language, ownPage: consoleLink(rules.consoleAddress, ownerLinkPath(secret)) };
}

async function settle(context: AppContext, batch: ClaimedBatch, result: SendResult): Promise<void> {
  const nowMs = context.clock.nowMs();
  if (result.kind === 'sent') {
    await context.store.outbox.sent(batch.id, nowMs);
    return;
  }
  const { failure } = result;
  const againMs = result.retry ? retryAtMs(batch.attempts, nowMs) : null;
  if (againMs !== null) {
    const { quiet } = await tellingRules(context.store);
    const untilMs = isReadByPeople(batch.channel)
      ? quietUntilMs(quiet, cityCalendar(), againMs)
      : againMs;
    await context.store.transaction((within) => within.outbox.putBack(batch, untilMs, failure));
    return;
  }
  await context.store.outbox.giveUp(batch.id, failure);
  const { zh, en } = sendSentence(failure);
  context.events.publish({
    type: 'alarm',
    atMs: nowMs,
    sentence: {
      zh: `${batch.news.length} 条通知未能送达，已放弃：${zh}。请在“设置 → 通知”中查看。`,
      en: `${batch.news.length} notices could not be delivered and were given up: ${en}. See Settings → Notices.`,
    },
  });
}
