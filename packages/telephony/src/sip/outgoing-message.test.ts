import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeUtf8 } from './encode-utf8.ts';
import { composeRequest } from './outgoing-message.ts';
import { parseMessage } from './parse.ts';

const to = { host: '192.0.2.1', port: 5060 };
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

it('counts the octets of any body, lone surrogates too, so that Content-Length is true (RFC 3261 20.14)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (wide, plain) => {
      const lone = String.fromCharCode(0xd800);
      for (const text of [wide, plain, `${wide}${lone}`, `${lone}${plain}`, `\uDC00${wide}`, '']) {
        const request = composeRequest({
          method: 'INFO',
          uri: 'sip:100@192.0.2.1',
          branch: 'z9hG4bK1',
          cseq: 1,
          fields: [
            ['via', 'SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1'],
            ['from', '<sip:200@192.0.2.2>;tag=1'],
            ['to', '<sip:100@192.0.2.1>'],
            ['call-id', '1'],
            ['cseq', '1 INFO'],
          ],
          body: { type: 'text/plain', text },
          to,
        });
        const parsed = parseMessage(encodeUtf8(request.text));
        if (parsed.kind !== 'request') return expect.fail(parsed.kind);
        expect(parsed.forgiven).toEqual([]);
        expect(decoder.decode(parsed.message.body)).toBe(text.toWellFormed());
      }
      return undefined;
    }),
  );
});
