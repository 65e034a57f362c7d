import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SipEndpoint } from './endpoint.ts';
import { parseMessage } from './parse.ts';

const encoder = new TextEncoder();
const head = [
  'INVITE sip:02861881111@10.0.0.1 SIP/2.0',
  'Via: SIP/2.0/UDP 10.0.0.2:5060;branch=z9hG4bK1;rport',
  'f: "市民热线" <sip:100@10.0.0.2>;tag=a',
  't: <sip:02861881111@10.0.0.1>',
  'i: 1@10.0.0.2',
  'CSeq: 7 INVITE',
  'Max-Forwards: 70',
  'Reason: Q.850;cause=17,',
  '\tSIP;cause=486;text="busy, really"',
  'c: application/sdp',
];

function bytesOf(lines: readonly string[], body: string): Uint8Array {
  return encoder.encode(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

describe('the parser', () => {
  it('reads compact forms, folded lines, several values and UTF-8 (RFC 3261 7.3; RFC 3261 25.1)', () => {
    const parsed = parseMessage(bytesOf([...head, 'l: 8'], 'v=0 测'));
    expect(parsed).toMatchObject({ kind: 'faulty', fault: { status: 400 } });
    const right = parseMessage(bytesOf([...head, 'l: 7'], 'v=0 测'));
    if (right.kind !== 'request') throw new Error(right.kind);
    expect(right.forgiven).toEqual([]);
    expect(right.message.from.displayName).toBe('市民热线');
    expect(right.message.headers.list('reason')).toEqual([
      'Q.850;cause=17',
      'SIP;cause=486;text="busy, really"',
    ]);
    expect(new TextDecoder().decode(right.message.body)).toBe('v=0 测');
  });

  it('survives a response that lies about its length (RFC 3261 18.3)', () => {
    const lines = ['SIP/2.0 200 OK', ...head.slice(1, 6)];
    for (const length of ['99999', '-5', 'many', '2\r\nContent-Length: 3']) {
      const parsed = parseMessage(bytesOf([...lines, `Content-Length: ${length}`], 'v=0\r\n'));
      if (parsed.kind !== 'response') throw new Error(parsed.kind);
      expect(parsed.forgiven.join()).toMatch(/Content-Length/);
      expect(parsed.message.body).toHaveLength(5);
    }
  });

  it('never throws and never hangs on any bytes, nor does an endpoint', () => {
    const endpoint = new SipEndpoint({
      local: { host: '10.0.0.1', port: 5060 },
      random: () => 0.5,
    });
    const whole = bytesOf([...head, 'l: 5'], 'v=0\r\n');
    const mutated = fc
      .array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.boolean() }), {
        maxLength: 8,
      })
      .map((changes) => {
        let bytes = Uint8Array.from(whole);
        for (const { at, byte, cut } of changes) {
          if (cut && at % 5 === 0) bytes = bytes.slice(0, at);
          else if (at < bytes.length) bytes[at] = byte;
        }
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        endpoint.receive(bytes, { host: '10.0.0.2', port: 5060 }, 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes no longer for hostile repetitions than for other text of their length', () => {
    for (const hostile of [' ', ';', ',', '"', '<', '\\', ':', '\r\n ', 'a b', ';=;', '%', '[']) {
      const filler = hostile.repeat(Math.floor(60_000 / hostile.length));
      for (const lines of [
        [`INVITE ${filler} SIP/2.0`, ...head.slice(1)],
        [...head, `Contact: ${filler}`],
        [head[0] ?? '', `Via: SIP/2.0/UDP ${filler}`, ...head.slice(2)],
        [...head.slice(0, 2), `From: ${filler}`, ...head.slice(3)],
        [...head, filler],
      ]) {
        const startedMs = performance.now();
        parseMessage(bytesOf(lines, ''));
        expect(performance.now() - startedMs, JSON.stringify(hostile)).toBeLessThan(200);
      }
    }
  });
});
