import { createHmac } from 'node:crypto';

const secretPrefix = 'whsec_';

function hmacBase64(key: string | Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64');
}

/**
 * The headers of a signed webhook as standardwebhooks.com has them: HMAC-SHA256 over identity, time
 * and body. A secret that begins with `whsec_` is bytes in base64, any other is taken as it is.
 */
export function webhookHeaders(
  secret: string,
  id: string,
  atMs: number,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1000));
  const key = secret.startsWith(secretPrefix)
    ? new Uint8Array(Buffer.from(secret.slice(secretPrefix.length), 'base64'))
    : secret;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmacBase64(key, `${id}.${timestamp}.${body}`)}`,
  };
}

/** DingTalk: time in milliseconds and secret, signed with the secret, in the address. */
export function dingtalkQuery(secret: string, atMs: number): { timestamp: string; sign: string } {
  const timestamp = String(atMs);
  return { timestamp, sign: hmacBase64(secret, `${timestamp}\n${secret}`) };
}

/** Feishu: nothing, signed with time in seconds and secret, in the body. */
export function feishuFields(secret: string, atMs: number): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(atMs / 1000));
  return { timestamp, sign: hmacBase64(`${timestamp}\n${secret}`, '') };
}
