import { createHash, createHmac } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { sameSignature, signatureOf } from './request-signature.ts';

const parts = {
  method: 'post',
  path: '/api/work-orders/cases?x=1',
  timestamp: '1764489600',
  nonce: 'abcdefghijklmnop',
  body: new TextEncoder().encode('{"number":"SX-1"}'),
};

describe('the signature of a request', () => {
  it('is the HMAC of its six lines, as any other program reckons it', async () => {
    const body = createHash('sha256').update(parts.body).digest('hex');
    const lines = `v1\nPOST\n${parts.path}\n${parts.timestamp}\n${parts.nonce}\n${body}`;
    const expected = createHmac('sha256', 'wos_secret').update(lines).digest('hex');
    expect(await signatureOf('wos_secret', parts)).toBe(expected);
  });

  it('changes with each of its parts', async () => {
    const own = await signatureOf('s', parts);
    for (const change of [
      { method: 'GET' },
      { path: '/api/work-orders/cases' },
      { timestamp: '1764489601' },
      { nonce: 'abcdefghijklmnoq' },
      { body: new Uint8Array() },
    ]) {
      expect(sameSignature(own, await signatureOf('s', { ...parts, ...change }))).toBe(false);
    }
    expect(sameSignature(own, await signatureOf('t', parts))).toBe(false);
    expect(sameSignature(own, own)).toBe(true);
    expect(sameSignature(own, own.slice(1))).toBe(false);
  });
});
