import type { OutboundMessage, SendResult } from '../app/ports/outbound.ts';
import { mayPass, postJson, shownAnswer } from './http-post.ts';
import { webhookHeaders } from './signatures.ts';

/** Sends a message as signed JSON to a program. */
export async function sendWebhook(
  url: URL,
  secret: string | null,
  message: OutboundMessage,
  allowedHosts: readonly string[],
): Promise<SendResult> {
  const body = webhookBody(message);
  const headers =
    secret === null
      ? { 'webhook-id': message.id }
      : webhookHeaders(secret, message.id, message.atMs, body);
  const answer = await postJson(url, body, headers, allowedHosts);
  if ('kind' in answer) return answer;
  if (answer.status >= 200 && answer.status < 300) {
    return { kind: 'sent', answer: shownAnswer(answer) };
  }
  return {
    kind: 'failed',
    retry: mayPass(answer.status),
    failure: { code: 'status', detail: shownAnswer(answer) },
  };
}

function webhookBody({ id, atMs, title, items }: OutboundMessage): string {
  const moment = (ms: number) => new Date(ms).toISOString();
  return JSON.stringify({
    type: 'everyline.notices',
    id,
    at: moment(atMs),
    title,
    notices: items.map(({ atMs: itemMs, ...item }) => ({ ...item, at: moment(itemMs) })),
  });
}
