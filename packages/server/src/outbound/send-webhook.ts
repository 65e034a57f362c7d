import type { OutboundMessage, SendResult } from '../app/ports/outbound.ts';
import { postBody } from './http-post.ts';
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
  return postBody(url, body, headers, allowedHosts);
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
