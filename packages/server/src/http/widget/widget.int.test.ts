import type { ConversationBegun } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestServer, type TestServer } from '../../../../testkit/src/index.ts';

const site = 'https://www.rongjiang.gov.cn';
let opened: TestServer;
beforeAll(async () => {
  opened = await openTestServer();
  const boss = await opened.signedIn('boss', 'city_admin');
  expect((await opened.server.inject('/widget.js')).statusCode).toBe(404);
  const made = await opened.server.inject({
    method: 'POST',
    url: '/api/channels',
    headers: { cookie: boss },
    payload: { kind: 'widget', name: '门户网站', enabled: true, settings: { origins: [site] } },
  });
  expect(made.statusCode, made.body).toBe(200);
}, 60_000);
afterAll(() => opened.close());

const ask = (
  method: 'GET' | 'POST' | 'OPTIONS',
  url: string,
  origin: string,
  more: { readonly payload?: object; readonly headers?: Record<string, string> } = {},
) =>
  opened.server.inject({
    method,
    url,
    headers: { origin, 'sec-fetch-site': 'cross-site', ...more.headers },
    ...(more.payload && { payload: more.payload }),
  });

describe('the widget', () => {
  it('is one small script that any page may load', async () => {
    const script = await opened.server.inject('/widget.js');
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(Buffer.byteLength(script.body)).toBeLessThan(20_000);
    expect(script.body).not.toMatch(/innerHTML|eval\(|document\.cookie|https?:\/\/(?!HOST)/);
    const again = await opened.server.inject({
      url: '/widget.js',
      headers: { 'if-none-match': String(script.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('holds a conversation in a page of a site that may have it', async () => {
    const asked = await ask('OPTIONS', '/api/public/conversations', site, {
      headers: { 'access-control-request-method': 'POST' },
    });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': site,
      'access-control-allow-headers': 'authorization, content-type',
    });
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials');
    const begun = await ask('POST', '/api/public/conversations', site, {
      payload: { channel: 'widget', text: '转人工' },
    });
    expect(begun.headers['access-control-allow-origin']).toBe(site);
    const { id, secret, channel } = begun.json<ConversationBegun>();
    expect(channel).toBe('widget');
    const seen = await ask('GET', `/api/public/conversations/${id}?after=1`, site, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(seen.headers['access-control-allow-origin']).toBe(site);
    expect(seen.body).toContain('已为您转人工');
  });

  it('is refused in pages of other sites, and its site may ask for nothing else', async () => {
    for (const origin of ['https://evil.example', `${site}.evil.example`, 'null']) {
      const begun = await ask('POST', '/api/public/conversations', origin, {
        payload: { channel: 'widget', text: '你好' },
      });
      expect(begun.statusCode, origin).toBe(403);
      expect(begun.headers).not.toHaveProperty('access-control-allow-origin');
    }
    for (const url of ['/api/session', '/api/public/conversationsx', '/api/channels']) {
      const other = await ask('POST', url, site, { payload: {} });
      expect(other.statusCode, url).toBe(403);
      expect(other.headers).not.toHaveProperty('access-control-allow-origin');
    }
    const claimed = await ask('POST', '/api/public/conversations', site, {
      payload: { channel: 'wechat', text: '你好' },
    });
    expect(claimed.statusCode).toBe(400);
  });
});
