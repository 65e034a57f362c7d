import { describe, expect, it } from 'vitest';
import type { CallEvent, SipEffect } from './call-event.ts';
import { SipEndpoint } from './endpoint.ts';
import type { SipRequest } from './message.ts';
import { parseMessage } from './parse.ts';
import { readAudioSdp, writeAudioSdp } from './sdp.ts';

const trunk = { host: '127.0.0.1', port: 5080 };
const sdp = (port: number): string =>
  writeAudioSdp({
    local: { host: '127.0.0.1', port },
    codecs: ['PCMA'],
    telephoneEvent: null,
    sessionId: 1,
  });

/** An endpoint that calls, and a far end whose responses are written by hand. */
function scripted(options: { password?: string; route?: readonly string[] } = {}) {
  let state = 1;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const endpoint = new SipEndpoint({ local: { host: '127.0.0.1', port: 5070 }, random });
  const events: CallEvent[] = [];
  const sent: SipRequest[] = [];
  const sentTo: string[] = [];
  const take = (effects: readonly SipEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind === 'call') events.push(effect.event);
      else {
        const parsed = parseMessage(effect.bytes);
        if (parsed.kind !== 'request') continue;
        expect(parsed.forgiven).toEqual([]);
        sent.push(parsed.message);
        sentTo.push(`${effect.to.host}:${effect.to.port}`);
      }
    }
  };
  const { callId, effects } = endpoint.invite(
    {
      requestUri: 'sip:02861881111@127.0.0.1:5080',
      from: { uri: 'sip:100@127.0.0.1' },
      sendTo: trunk,
      sdp: sdp(40_000),
      ...(options.route === undefined ? {} : { route: options.route }),
      ...(options.password === undefined
        ? {}
        : { credentials: { username: 'u', password: options.password } }),
    },
    0,
  );
  take(effects);
  const respond = (
    to: SipRequest | undefined,
    start: string,
    more: { tag?: string; lines?: readonly string[]; body?: string } = {},
    nowMs = 100,
  ): void => {
    if (to === undefined) throw new Error('there is no such request');
    const { tag, lines = [], body = '' } = more;
    const copied = (['via', 'from', 'call-id', 'cseq'] as const).map(
      (name) => `${name}: ${to.headers.first(name) ?? ''}`,
    );
    const all = [
      `SIP/2.0 ${start}`,
      ...copied,
      `To: ${to.headers.first('to') ?? ''}${tag === undefined ? '' : `;tag=${tag}`}`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      ...lines,
      `Content-Length: ${body.length}`,
    ];
    const text = `${all.join('\r\n')}\r\n\r\n${body}`;
    take(endpoint.receive(new TextEncoder().encode(text), trunk, nowMs));
  };
  const hangUp = (nowMs: number): void => {
    take(endpoint.hangUp(callId, nowMs));
  };
  const run = (untilMs: number): void => {
    for (
      let next = endpoint.nextWakeMs();
      next !== null && next <= untilMs;
      next = endpoint.nextWakeMs()
    ) {
      take(endpoint.wake(next));
    }
  };
  const last = (method: string): SipRequest | undefined =>
    sent.findLast((request) => request.method === method);
  const methods = (): string[] => sent.map(({ method }) => method);
  return { endpoint, events, sent, sentTo, respond, hangUp, run, last, methods };
}

const contact = (port: number): string => `Contact: <sip:127.0.0.1:${port}>`;

describe('the calling party', () => {
  it('hears several early dialogs, 183 then 180 then 183, and gives each description (RFC 3261 12.1.2; RFC 3261 13.2.2.1)', () => {
    const { events, respond, last } = scripted();
    const invite = last('INVITE');
    respond(invite, '183 Session Progress', {
      tag: 'a',
      body: sdp(50_000),
      lines: [contact(5081)],
    });
    respond(invite, '180 Ringing', { tag: 'b', lines: [contact(5082)] });
    respond(invite, '183 Session Progress', {
      tag: 'b',
      body: sdp(50_002),
      lines: [contact(5082)],
    });
    const heard = events.filter((event) => event.kind === 'provisional');
    expect(heard.map(({ status, earlyTag }) => [status, earlyTag])).toEqual([
      [183, 'a'],
      [180, 'b'],
      [183, 'b'],
    ]);
    expect(
      heard.map(({ sdp: text }) => (text === null ? null : readAudioSdp(text)?.address?.port)),
    ).toEqual([50_000, null, 50_002]);
  });

  it('keeps the first of two answers of a fork, acknowledges the second and hangs up on it (RFC 3261 13.2.2.4)', () => {
    const { endpoint, events, sent, sentTo, respond, last, methods, run } = scripted();
    const invite = last('INVITE');
    respond(invite, '200 OK', { tag: 'a', body: sdp(50_000), lines: [contact(5081)] });
    respond(invite, '200 OK', { tag: 'b', body: sdp(50_002), lines: [contact(5082)] });
    expect(methods()).toEqual(['INVITE', 'ACK', 'ACK', 'BYE']);
    expect(sent.map(({ to }) => to.params.get('tag'))).toEqual([undefined, 'a', 'b', 'b']);
    expect(sentTo.slice(1)).toEqual(['127.0.0.1:5081', '127.0.0.1:5082', '127.0.0.1:5082']);
    expect(events.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
    respond(invite, '200 OK', { tag: 'a', body: sdp(50_000), lines: [contact(5081)] });
    expect(methods().at(-1)).toBe('ACK');
    run(60_000);
    expect(endpoint.counts().transactions).toBe(0);
    expect(endpoint.counts().dialogs).toBe(1);
  });

  it('waits for a provisional response before it cancels, and sends no INVITE after it has given up (RFC 3261 9.1)', () => {
    const { respond, hangUp, last, methods, run, events } = scripted();
    hangUp(200);
    run(5000);
    expect(methods()).toEqual(['INVITE']);
    const invite = last('INVITE');
    respond(invite, '180 Ringing', { tag: 'a' }, 6000);
    expect(methods()).toEqual(['INVITE', 'CANCEL']);
    const cancel = last('CANCEL');
    expect(cancel?.via.params.get('branch')).toBe(invite?.via.params.get('branch'));
    expect(cancel?.cseq.number).toBe(invite?.cseq.number);
    respond(cancel, '200 OK', { tag: 'a' }, 6010);
    respond(invite, '487 Request Terminated', { tag: 'a' }, 6020);
    expect(methods()).toEqual(['INVITE', 'CANCEL', 'ACK']);
    expect(events.slice(-2)).toMatchObject([
      { kind: 'failed', status: 487, by: 'local' },
      { kind: 'released' },
    ]);
  });

  it('hangs up at once when the answer crosses its CANCEL (RFC 3261 9.1; RFC 3261 15)', () => {
    const { respond, hangUp, last, methods, events } = scripted();
    const invite = last('INVITE');
    respond(invite, '180 Ringing', { tag: 'a' });
    hangUp(200);
    respond(invite, '200 OK', { tag: 'a', body: sdp(50_000), lines: [contact(5081)] }, 210);
    expect(methods()).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
    respond(last('BYE'), '200 OK', {}, 220);
    respond(last('CANCEL'), '481 Gone', {}, 230);
    expect(events.map(({ kind }) => kind)).toEqual([
      'provisional',
      'answered',
      'ended',
      'released',
    ]);
    expect(events[2]).toMatchObject({ by: 'local', answered: true });
  });

  it('gives up a cancelled call that nobody ends (RFC 3261 9.1)', () => {
    const { endpoint, respond, hangUp, last, run, events } = scripted();
    respond(last('INVITE'), '180 Ringing', { tag: 'a' });
    hangUp(200);
    run(200_000);
    expect(events.slice(-2)).toMatchObject([
      { kind: 'failed', status: 408, by: 'local' },
      { kind: 'released' },
    ]);
    expect(endpoint.counts()).toEqual({ calls: 0, dialogs: 0, transactions: 0, timers: 0 });
  });

  it('acknowledges reliable provisional responses once and in order (RFC 3262 4)', () => {
    const { respond, last, methods, events } = scripted();
    const invite = last('INVITE');
    const reliable = (rseq: number) => ({
      tag: 'a',
      lines: ['Require: 100rel', `RSeq: ${rseq}`, contact(5081)],
    });
    respond(invite, '183 Session Progress', reliable(7));
    expect(last('PRACK')?.headers.first('rack')).toBe(`7 ${invite?.cseq.number} INVITE`);
    respond(invite, '183 Session Progress', reliable(7));
    respond(invite, '180 Ringing', reliable(9));
    expect(methods()).toEqual(['INVITE', 'PRACK']);
    respond(invite, '180 Ringing', reliable(8));
    expect(methods()).toEqual(['INVITE', 'PRACK', 'PRACK']);
    expect(events.filter(({ kind }) => kind === 'provisional')).toHaveLength(2);
  });

  it('answers a challenge once, and a stale nonce again (RFC 3261 22.2; RFC 7616 3.3)', () => {
    const { respond, sent, last, events, methods } = scripted({ password: 'secret' });
    const challenge = (nonce: string, more = ''): { lines: string[] } => ({
      lines: [`Proxy-Authenticate: Digest realm="r", nonce="${nonce}", qop="auth"${more}`],
    });
    respond(last('INVITE'), '407 Proxy Authentication Required', challenge('one'));
    expect(methods()).toEqual(['INVITE', 'ACK', 'INVITE']);
    expect(sent[2]?.cseq.number).toBe((sent[0]?.cseq.number ?? 0) + 1);
    expect(sent[2]?.headers.first('proxy-authorization')).toContain('nonce="one"');
    respond(last('INVITE'), '407 Proxy Authentication Required', challenge('two', ', stale=true'));
    expect(last('INVITE')?.headers.first('proxy-authorization')).toContain('nonce="two"');
    respond(last('INVITE'), '407 Proxy Authentication Required', challenge('three'));
    expect(events.at(-2)).toMatchObject({ kind: 'failed', status: 407, by: 'remote' });
  });

  it('follows the route set in its requests, and reports a redirection without following it (RFC 3261 12.2.1.1; RFC 3261 8.1.3.4)', () => {
    const routed = scripted();
    const lines = [
      'Record-Route: <sip:127.0.0.1:5091;lr>',
      'Record-Route: <sip:127.0.0.1:5090;lr>, <sip:127.0.0.1:5089;lr>',
      contact(5081),
    ];
    routed.respond(routed.last('INVITE'), '200 OK', { tag: 'a', body: sdp(50_000), lines });
    const ack = routed.last('ACK');
    expect(ack?.uri).toBe('sip:127.0.0.1:5081');
    expect(ack?.headers.lines('route')).toEqual([
      '<sip:127.0.0.1:5089;lr>',
      '<sip:127.0.0.1:5090;lr>',
      '<sip:127.0.0.1:5091;lr>',
    ]);
    expect(routed.sentTo.at(-1)).toBe('127.0.0.1:5089');
    const redirected = scripted();
    redirected.respond(redirected.last('INVITE'), '302 Moved', {
      tag: 'a',
      lines: ['Contact: <sip:x@192.0.2.1>'],
    });
    expect(redirected.events.at(-2)).toMatchObject({
      status: 302,
      redirectedTo: ['sip:x@192.0.2.1'],
    });
    expect(redirected.methods()).toEqual(['INVITE', 'ACK']);
  });

  it('never leaves the machine when the trunk is on it', () => {
    const { sentTo, respond, last } = scripted();
    respond(last('INVITE'), '200 OK', {
      tag: 'a',
      body: sdp(50_000),
      lines: ['Contact: <sip:192.0.2.7:5060>'],
    });
    expect(sentTo).toEqual(['127.0.0.1:5080', '127.0.0.1:5080']);
  });

  it('writes no header that was smuggled into a value', () => {
    const { last } = scripted({ route: ['<sip:127.0.0.1:5080;lr>\r\nX-Evil: 1'] });
    expect(last('INVITE')?.headers.first('x-evil')).toBeUndefined();
  });
});
