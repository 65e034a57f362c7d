import { describe, expect, it } from 'vitest';
import type { Address } from './address.ts';
import { SipEndpoint, type SipEndpointOptions } from './endpoint.ts';
import type { TextMessage } from './text-message.ts';
import { headerOf } from './simulation/test-bed.ts';
import { seededRandom } from '@everyline/testkit';

const from: Address = { host: '127.0.0.2', port: 5080 };

interface Asked {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly toTag?: string;
}

function request({ method = 'MESSAGE', headers = [], body = '', toTag }: Asked): Uint8Array {
  const bytes = new TextEncoder().encode(body);
  const lines = [
    `${method} sip:office@127.0.0.1 SIP/2.0`,
    'Via: SIP/2.0/UDP 127.0.0.2:5080;branch=z9hG4bKmessage;rport',
    'Max-Forwards: 70',
    'From: "王" <sip:wang@city.example>;tag=1',
    `To: <sip:office@city.example>${toTag === undefined ? '' : `;tag=${toTag}`}`,
    'Call-ID: one@city.example',
    `CSeq: 1 ${method}`,
    ...headers,
    `Content-Length: ${bytes.length}`,
  ];
  const head = new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`);
  return Uint8Array.from([...head, ...bytes]);
}

/** An endpoint, what it was told, and the texts that it answers with. */
function asked(options: Partial<SipEndpointOptions>, ...requests: readonly Uint8Array[]): string[] {
  const endpoint = new SipEndpoint({
    local: { host: '127.0.0.1', port: 5060 },
    random: seededRandom(3),
    ...options,
  });
  return requests.flatMap((bytes, n) =>
    endpoint
      .receive(bytes, from, n * 500)
      .flatMap((effect) =>
        effect.kind === 'send' ? [new TextDecoder().decode(effect.bytes)] : [],
      ),
  );
}

const statusOf = (text: string | undefined): number => Number(text?.split(' ')[1]);

function taking(): { told: TextMessage[]; options: Partial<SipEndpointOptions> } {
  const told: TextMessage[] = [];
  return { told, options: { onMessage: (message) => told.push(message) } };
}

describe('an instant message from outside of calls', () => {
  const text = { headers: ['Content-Type: text/plain;charset=UTF-8'], body: '您好，线路已修复。✓' };

  it('is told once, however often it is repeated, and each repeat is answered alike (RFC 3428 7)', () => {
    const { told, options } = taking();
    const bytes = request(text);
    const answers = asked(options, bytes, bytes, bytes);
    expect(answers.map(statusOf)).toEqual([200, 200, 200]);
    expect(new Set(answers).size).toBe(1);
    expect(told).toMatchObject([
      { text: text.body, from: { user: 'wang', displayName: '王' }, source: from, atMs: 0 },
    ]);
    expect(answers[0]).not.toMatch(/^Contact:/m);
  });

  it('is refused by 415 with what would be taken, where it is no plain text in UTF-8 (RFC 3428 7)', () => {
    const { told, options } = taking();
    const [html] = asked(options, request({ headers: ['Content-Type: text/html'], body: '<p>' }));
    expect([statusOf(html), headerOf(html, 'Accept')]).toEqual([415, 'text/plain']);
    const gbk = { headers: ['Content-Type: text/plain; charset=gb18030'], body: 'x' };
    expect(asked(options, request(gbk)).map(statusOf)).toEqual([415]);
    const packed = { headers: ['Content-Encoding: gzip'], body: 'x' };
    const [coded] = asked(options, request(packed));
    expect([statusOf(coded), headerOf(coded, 'Accept-Encoding')]).toEqual([415, 'identity']);
    expect(told).toEqual([]);
  });

  it('is refused by 420 where it requires what nobody knows (RFC 3428 7)', () => {
    const { told, options } = taking();
    const [answer] = asked(options, request({ ...text, headers: ['Require: recipient-list'] }));
    expect([statusOf(answer), headerOf(answer, 'Unsupported')]).toEqual([420, 'recipient-list']);
    expect(told).toEqual([]);
  });

  it('is allowed in what OPTIONS is told where somebody takes it (RFC 3428 9)', () => {
    const options = request({ method: 'OPTIONS' });
    const allowed = (of: Partial<SipEndpointOptions>): string[] =>
      headerOf(asked(of, options)[0], 'Allow')?.split(', ') ?? [];
    expect(allowed(taking().options)).toContain('MESSAGE');
    expect(allowed({})).not.toContain('MESSAGE');
    expect(allowed({})).toEqual(expect.arrayContaining(['INVITE', 'ACK', 'BYE', 'OPTIONS']));
  });
});

describe('a request outside of calls that nobody serves', () => {
  it('is answered 405 with what is allowed: MESSAGE, SUBSCRIBE, PUBLISH, REGISTER (RFC 3261 8.2.1)', () => {
    for (const method of ['MESSAGE', 'SUBSCRIBE', 'PUBLISH', 'REGISTER']) {
      const [answer] = asked({}, request({ method, headers: ['Event: presence'] }));
      expect(statusOf(answer), method).toBe(405);
      expect(headerOf(answer, 'Allow'), method).toContain('INVITE');
      expect(headerOf(answer, 'To'), method).toMatch(/;tag=/);
    }
  });

  it('is answered 501 with what is allowed where nobody knows the method (RFC 3261 8.2.1)', () => {
    const [answer] = asked({}, request({ method: 'FROB' }));
    expect([statusOf(answer), headerOf(answer, 'Allow')?.includes('OPTIONS')]).toEqual([501, true]);
  });

  it('is answered 481 where its subscription or call is not known: NOTIFY, INFO, UPDATE, BYE (RFC 6665 4.1.3; RFC 6086 4.2.2)', () => {
    for (const method of ['NOTIFY', 'INFO', 'UPDATE', 'PRACK', 'BYE'])
      expect(asked({}, request({ method, toTag: 'gone' })).map(statusOf), method).toEqual([481]);
    for (const method of ['NOTIFY', 'INFO'])
      expect(asked({}, request({ method })).map(statusOf), method).toEqual([481]);
  });
});
