import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ChannelAccount, ChannelRequest } from '../../app/ports/channels.ts';
import { sortedSha1 } from '../signed-request.ts';
import { readXml, writeXml } from './read-xml.ts';
import { receive } from './receive.ts';
import { keyOf, openMessage, sealMessage } from './sealed-message.ts';

/** The example that WeChat gives with its own programs for encryption. */
const published = {
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  token: 'spamtest',
  appId: 'wx2c2769f8efd9abc2',
  timestamp: '1409735669',
  nonce: '1320562132',
  signature: '5d197aaffba7e9b25a30732f161a50dee96bd5fa',
  sealed:
    'hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE=',
};
const key = keyOf(published.aesKey) ?? Buffer.alloc(0);
const settings = { account: published.appId } as ChannelAccount['settings'];
const tools = {
  nowMs: Number(published.timestamp) * 1000,
  randomBytes: (n: number) => Buffer.alloc(n, 7),
};
const request = (body: string, query: Record<string, string>): ChannelRequest => ({
  ...{ method: 'POST', query, header: () => undefined },
  body: new TextEncoder().encode(body),
});
const { token, timestamp, nonce, aesKey } = published;
const signature = sortedSha1([token, timestamp, nonce]);

describe('a message of WeChat', () => {
  it('is opened as in the example that WeChat publishes', () => {
    expect(sortedSha1([token, timestamp, nonce, published.sealed])).toBe(published.signature);
    const opened = openMessage(key, published.sealed);
    expect(opened?.appId).toBe(published.appId);
    const fields = readXml(opened?.message ?? '');
    expect(fields?.get('Content')).toBe('abcdteT');
    expect(fields?.get('MsgId')).toBe('6054768590064713728');
    const body = writeXml({ ToUserName: 'gh_10f6c3c3ac5a', Encrypt: published.sealed });
    const query = { signature, timestamp, nonce, msg_signature: published.signature };
    const received = receive({ settings, secrets: { token, aesKey } }, request(body, query), tools);
    expect(received).toMatchObject({
      kind: 'brought',
      incoming: { kind: 'said', text: 'abcdteT', sender: 'oyORnuP8q7ou2gfYjqLzSIWZf0rs' },
    });
  });

  it('comes back as it was sealed, whatever its length (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const sealed = sealMessage(key, text, 'wx1', new Uint8Array(16));
        expect(Buffer.from(sealed, 'base64').length % 32).toBe(0);
        expect(openMessage(key, sealed)).toEqual({ message: text, appId: 'wx1' });
      }),
    );
  });

  it('is refused with a wrong or an old signature, of another account, or where it is no message', () => {
    const account = { settings, secrets: { token, aesKey } };
    const body = writeXml({ Encrypt: published.sealed });
    const query = { signature, timestamp, nonce, msg_signature: published.signature };
    const refusal = (changed: object, at = tools, text = body, who: ChannelAccount = account) => {
      const received = receive(who, request(text, { ...query, ...changed }), at);
      return received.kind === 'refused' ? received.reason : received.kind;
    };
    expect(refusal({})).toBe('brought');
    expect(refusal({ signature: 'x' })).toBe('signature');
    expect(refusal({ nonce: '1' })).toBe('signature');
    expect(refusal({ msg_signature: signature })).toBe('signature');
    expect(refusal({}, { ...tools, nowMs: tools.nowMs + 11 * 60_000 })).toBe('stale');
    const other = { settings: { ...settings, account: 'wx9' }, secrets: { token, aesKey } };
    expect(refusal({}, tools, body, other)).toBe('other_account');
    // Once a key is set, what comes in plain text is not taken.
    const plain = writeXml({
      ToUserName: 'g',
      FromUserName: 'o',
      MsgType: 'text',
      Content: '你好',
    });
    expect(refusal({}, tools, plain)).toBe('unreadable');
    expect(refusal({}, tools, plain, { settings, secrets: { token } })).toBe('brought');
    expect(refusal({}, tools, body, { settings, secrets: {} })).toBe('signature');
  });

  it('opens to nothing where octets were changed, and never throws (property)', () => {
    fc.assert(
      fc.property(fc.base64String({ maxLength: 400 }), (sealed) => {
        const opened = openMessage(key, sealed);
        expect(opened?.appId === published.appId).toBe(false);
      }),
    );
  });
});

describe('a document of WeChat', () => {
  it('has the fields that it has, also below others, and those written come back (property)', () => {
    const nested =
      '<?xml version="1.0" encoding="UTF-8"?>\n<xml><MsgType><![CDATA[event]]></MsgType>' +
      '<SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum>x</PicMd5Sum></item></PicList></SendPicsInfo>' +
      '<Content>1 &lt; 2 &amp; &#x4F60;</Content></xml>';
    expect([...(readXml(nested) ?? [])]).toEqual([
      ['MsgType', 'event'],
      ['Content', '1 < 2 & 你'],
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readXml(writeXml({ Content: text }))?.get('Content')).toBe(text.trim());
      }),
    );
  });

  it('is none where it declares entities, brings others, is not closed, or is too deep', () => {
    const bomb =
      '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>';
    const outside =
      '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><Content>&x;</Content></xml>';
    for (const text of [
      bomb,
      outside,
      '<xml><Content>&b;</Content></xml>',
      '<xml><Content>& </Content></xml>',
      '<xml><Content>1</Content>',
      '<xml><a></b></xml>',
      '<xml a="1"><b>1</b></xml>',
      '<xml></xml><xml></xml>',
      '<xml><![CDATA[</xml>',
      'text',
      '',
      '<a>'.repeat(100_000),
      `<xml>${'<a>1</a>'.repeat(5_000)}</xml>`,
    ]) {
      expect(readXml(text), text.slice(0, 60)).toBeNull();
    }
  });

  it('takes no longer than its length, whatever it holds, and never throws (property)', () => {
    const parts = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<',
      '>',
      '&',
      ';',
      '<![CDATA[',
      ']]>',
      'a',
      '&#x41;',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 300 }), (some) => {
        expect(() => readXml(some.join(''))).not.toThrow();
      }),
    );
  });
});
