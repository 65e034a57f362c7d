import type { SendAnswer } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { OutboundTarget } from '../ports/outbound.ts';
import { composeTest } from './compose-message.ts';
import { openMailServer } from './mail-server.ts';
import { sendSentence } from './send-sentence.ts';
import { tellingRules } from './telling-rules.ts';

/** Sends a test to a target now, also in quiet hours and to one that is disabled. */
export async function testTarget(context: AppContext, id: string): Promise<SendAnswer> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const target = await context.store.targets.byId(id);
  if (!target) throw notFound('target');
  const { kind, language } = target;
  const url = context.secrets.open(target.urlSealed);
  const secret = target.secretSealed === null ? null : context.secrets.open(target.secretSealed);
  return sendTest(context, { kind, url, secret }, language, { kind: 'telling_target', id });
}

/** Sends a test e-mail now. */
export async function testEmail(context: AppContext, to: string): Promise<SendAnswer> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const { email } = await tellingRules(context.store);
  if (email === null) {
    const detail = { zh: '请先设置并保存邮件服务器', en: 'set and save a mail server first' };
    throw new AppFault('invalid_input', { detail }, 'email');
  }
  const server = openMailServer(context, email);
  return sendTest(context, { kind: 'email', server, to }, context.language, {
    kind: 'settings',
    id: 'telling',
  });
}

async function sendTest(
  context: AppContext,
  target: OutboundTarget,
  language: AppContext['language'],
  subject: { readonly kind: string; readonly id: string },
): Promise<SendAnswer> {
  const { allowedHosts } = await tellingRules(context.store);
  const beganMs = context.clock.nowMs();
  const message = composeTest({ id: newId(context), language, atMs: beganMs });
  const result = await context.outbound.send(target, message, allowedHosts);
  const sent = result.kind === 'sent';
  await recordAudit(context, context.store, 'telling.test', subject, {
    sent,
    ...(target.kind === 'email' && { to: target.to }),
    ...(result.kind === 'failed' && { failure: result.failure }),
  });
  return {
    sent,
    sentence:
      result.kind === 'sent' ? { zh: '已送达', en: 'it arrived' } : sendSentence(result.failure),
    answer: result.kind === 'sent' && result.answer !== '' ? result.answer : null,
    tookMs: Math.max(0, Math.round(context.clock.nowMs() - beganMs)),
  };
}
