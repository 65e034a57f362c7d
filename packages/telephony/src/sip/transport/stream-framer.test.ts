import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamFramer, type Framed } from './stream-framer.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (framed: readonly Framed[]): string[] =>
  framed.map((one) => (one.kind === 'crlf' ? 'crlf' : new TextDecoder().decode(one.bytes)));

function message(body: string, lengthHeader = 'Content-Length', eol = '\r\n'): string {
  const length = bytesOf(body).length;
  const lines = ['OPTIONS sip:1@a SIP/2.0', 'Via: SIP/2.0/TCP a', `${lengthHeader}: ${length}`, ''];
  return `${lines.join(eol)}${eol}${body}`;
}

/** Everything that comes out when the text arrives in pieces of these sizes, again and again. */
function inPieces(bytes: Uint8Array, sizes: readonly number[]) {
  const framer = new StreamFramer();
  const framed: Framed[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    framed.push(...framer.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return { framed: textOf(framed), fault: framer.fault, inMessage: framer.inMessage };
}

describe('a stream framer', () => {
  it('cuts by Content-Length, which counts octets, in long, compact and folded form (RFC 3261 18.3)', () => {
    const first = message('body of 每线通\r\n\r\n');
    const second = message('', 'l');
    const third = message('x', 'Content-Length', '\n');
    const fourth = message('yz').replace(': 2', ' :\r\n  2');
    const framer = new StreamFramer();
    const all = textOf(framer.push(bytesOf(first + second + third + fourth)));
    expect(all).toEqual([first, second, third, fourth]);
    expect(framer.inMessage).toBe(false);
  });

  it('tells line ends between messages one by one (RFC 5626 3.5.1)', () => {
    const one = message('a');
    expect(inPieces(bytesOf(`\r\n\r\n${one}\r\n${one}`), [1000]).framed).toEqual([
      ...['crlf', 'crlf', one, 'crlf', one],
    ]);
  });

  it('takes a message without Content-Length as one without a body (RFC 3261 18.3)', () => {
    const bare = 'SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP a\r\n\r\n';
    expect(inPieces(bytesOf(bare + message('a')), [7]).framed).toEqual([bare, message('a')]);
  });

  it('gives the same messages for any split of the bytes (RFC 3261 18.3)', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }).map((body) => message(body)),
      fc.string({ maxLength: 20 }).map((body) => message(body, 'L', '\n')),
      fc.constantFrom('\r\n', '\r\n\r\n', '\n', 'SIP/2.0 100 Trying\r\n\r\n'),
      fc.string({ maxLength: 30 }),
    );
    const split = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), split, (pieces, sizes) => {
        const bytes = bytesOf(pieces.join(''));
        const whole = inPieces(bytes, [Math.max(bytes.length, 1)]);
        expect(inPieces(bytes, sizes)).toEqual(whole);
        expect(inPieces(bytes, [1])).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and holds no more than one message, whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const framer = new StreamFramer();
        for (const chunk of chunks) framer.push(chunk);
        expect(typeof framer.inMessage).toBe('boolean');
      }),
    );
  });

  it.each([
    ['a TLS hello', '\x16\x03\x01', 'no SIP message begins so'],
    ['HTTP', 'GET / HTTP/1.1\r\n', 'the first line is not SIP'],
    [
      'a head without end',
      `OPTIONS sip:a SIP/2.0\r\nX: ${'a'.repeat(40_000)}`,
      'the head of a message does not end',
    ],
    ['a first line without end', 'a'.repeat(40_000), 'the head of a message does not end'],
    ['a body beyond the limit', message('').replace(': 0', ': 70000'), 'a message is too large'],
    ['no number', message('').replace(': 0', ': -1'), 'Content-Length is no number'],
    ['two lengths', message('', 'l: 5\r\nContent-Length'), 'several Content-Length'],
  ])('gives up on %s and says why', (_name, text, reason) => {
    const framer = new StreamFramer();
    expect(framer.push(bytesOf(text))).toEqual([]);
    expect(framer.fault).toBe(reason);
    expect(framer.push(bytesOf(message('')))).toEqual([]);
  });
});
