import { describe, expect, it } from 'vitest';
import type { Address } from './address.ts';
import type { CallEvent, SipEffect } from './call-event.ts';
import { SipEndpoint } from './endpoint.ts';
import { answerAudio, readAudioSdp, writeAudioSdp } from './sdp.ts';

const callerAt: Address = { host: '127.0.0.1', port: 5070 };
const calledAt: Address = { host: '127.0.0.1', port: 5080 };
const offer = writeAudioSdp({
  local: { host: '127.0.0.1', port: 40_000 },
  codecs: ['PCMA', 'PCMU'],
  telephoneEvent: 101,
  sessionId: 1,
});

/** Two endpoints and a perfect wire without delay. */
function pair(credentials?: { username: string; password: string }, keepsLadders = true) {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const caller = new SipEndpoint({
    local: callerAt,
    random,
    ...(credentials === undefined ? {} : { credentials }),
  });
  const called = new SipEndpoint({ local: calledAt, random, keepsLadders });
  const events: { caller: CallEvent[]; called: CallEvent[] } = { caller: [], called: [] };
  const wire: { from: 'caller' | 'called'; bytes: Uint8Array }[] = [];
  let busy = false;
  const run = (from: 'caller' | 'called', effects: SipEffect[], nowMs: number): void => {
    for (const effect of effects) {
      if (effect.kind === 'call') events[from].push(effect.event);
      else wire.push({ from, bytes: effect.bytes });
    }
    if (busy) return;
    busy = true;
    for (let sent = wire.shift(); sent !== undefined; sent = wire.shift()) {
      if (sent.from === 'caller') run('called', called.receive(sent.bytes, callerAt, nowMs), nowMs);
      else run('caller', caller.receive(sent.bytes, calledAt, nowMs), nowMs);
    }
    busy = false;
  };
  const advance = (untilMs: number): void => {
    for (;;) {
      const next = Math.min(caller.nextWakeMs() ?? Infinity, called.nextWakeMs() ?? Infinity);
      if (next > untilMs) return;
      run('caller', caller.wake(next), next);
      run('called', called.wake(next), next);
    }
  };
  const invite = (nowMs: number): { callId: string; incoming: string } => {
    const { callId, effects } = caller.invite(
      {
        requestUri: 'sip:02861881111@127.0.0.1:5080',
        from: { uri: 'sip:100@127.0.0.1' },
        sendTo: calledAt,
        sdp: offer,
      },
      nowMs,
    );
    run('caller', effects, nowMs);
    return {
      callId,
      incoming: events.called.find(({ kind }) => kind === 'incoming')?.callId ?? '',
    };
  };
  return { caller, called, events, run, advance, invite };
}

const kinds = (events: readonly CallEvent[]): string[] => events.map(({ kind }) => kind);
const nothing = { calls: 0, dialogs: 0, transactions: 0, timers: 0 };

describe('a call between two endpoints', () => {
  it('is made, answered, and ended by the caller, and leaves nothing behind (RFC 3261 13; RFC 3261 15)', () => {
    const { caller, called, events, run, advance, invite } = pair();
    const { callId, incoming } = invite(0);
    run('called', called.ring(incoming, 10), 10);
    const answer = answerAudio(offer, {
      local: { host: '127.0.0.1', port: 50_000 },
      codecs: ['PCMU', 'PCMA'],
      telephoneEvent: 101,
      sessionId: 2,
    });
    run('called', called.answer(incoming, answer?.sdp ?? '', 20), 20);
    run('caller', caller.hangUp(callId, 30), 30);
    expect(kinds(events.caller)).toEqual([
      'trying',
      'provisional',
      'answered',
      'ended',
      'released',
    ]);
    expect(kinds(events.called)).toEqual([
      'incoming',
      'answered',
      'acknowledged',
      'ended',
      'released',
    ]);
    expect(answer?.codec).toBe('PCMA');
    const answered = events.caller.find(({ kind }) => kind === 'answered');
    expect(answered?.kind === 'answered' && readAudioSdp(answered.sdp ?? '')?.address?.port).toBe(
      50_000,
    );
    expect(
      caller
        .ladder(callId)
        ?.entries.map(({ direction, summary }) => `${direction} ${summary.split(' ')[0]}`),
    ).toEqual(['out INVITE', 'in 100', 'in 180', 'in 200', 'out ACK', 'out BYE', 'in 200']);
    advance(100_000);
    expect(caller.counts()).toEqual(nothing);
    expect(called.counts()).toEqual(nothing);
  });

  it('is cancelled while it rings (RFC 3261 9)', () => {
    const { caller, called, events, run, advance, invite } = pair();
    const { callId, incoming } = invite(0);
    run('called', called.ring(incoming, 10), 10);
    run('caller', caller.hangUp(callId, 60_000), 60_000);
    expect(kinds(events.caller)).toEqual(['trying', 'provisional', 'failed', 'released']);
    expect(events.caller[2]).toMatchObject({ status: 487, by: 'local' });
    expect(kinds(events.called)).toEqual(['incoming', 'ended', 'released']);
    expect(events.called[1]).toMatchObject({ by: 'remote', status: 487, answered: false });
    advance(200_000);
    expect([caller.counts(), called.counts()]).toEqual([nothing, nothing]);
  });

  it('is refused with a Q.850 cause (RFC 3326 2; ITU-T Q.850)', () => {
    const { called, events, run, invite } = pair();
    const { incoming } = invite(0);
    const headers = { Reason: 'Q.850;cause=17;text="User busy"', 'Retry-After': '5' };
    run('called', called.reject(incoming, 486, 10, { headers }), 10);
    expect(events.caller.at(-2)).toMatchObject({
      kind: 'failed',
      status: 486,
      reason: 'Busy Here',
      by: 'remote',
      retryAfterS: 5,
      q850: [{ cause: 17, text: 'User busy' }],
    });
  });

  it('ends as a timeout when nobody is there (RFC 3261 17.1.1.2)', () => {
    const random = (): number => 0.5;
    const caller = new SipEndpoint({ local: callerAt, random });
    const { effects } = caller.invite(
      {
        requestUri: 'sip:1@127.0.0.1',
        from: { uri: 'sip:100@127.0.0.1' },
        sendTo: calledAt,
        sdp: offer,
      },
      0,
    );
    const sentAt: number[] = effects.map(() => 0);
    const events: CallEvent[] = [];
    for (let next = caller.nextWakeMs(); next !== null; next = caller.nextWakeMs()) {
      for (const effect of caller.wake(next)) {
        if (effect.kind === 'send') sentAt.push(next);
        else events.push(effect.event);
      }
    }
    expect(sentAt).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500]);
    expect(events).toMatchObject([
      { kind: 'failed', status: 408, by: 'timeout', atMs: 32_000 },
      { kind: 'released' },
    ]);
    expect(caller.counts()).toEqual(nothing);
  });
});

describe('requests to an endpoint', () => {
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const sent = (effects: readonly SipEffect[]): string[] =>
    effects.flatMap((effect) => (effect.kind === 'send' ? [text(effect.bytes)] : []));
  const told = (message: string): Uint8Array => new TextEncoder().encode(message);

  it('an INVITE that comes again while its 2xx waits for the ACK is taken up, and only the 2xx goes out again (RFC 6026 7.1; RFC 3261 13.3.1.4)', () => {
    const { caller, called, events, run, invite } = pair();
    const { callId, incoming } = invite(0);
    const again = caller
      .ladder(callId)
      ?.entries.find(({ summary }) => summary.startsWith('INVITE'));
    // The caller never hears of the answer, so that no ACK comes.
    const answered = sent(called.answer(incoming, offer, 10));
    expect(answered.map((message) => message.split(' ', 2)[1])).toEqual(['200']);
    run('called', called.receive(told(again?.text ?? ''), callerAt, 20), 20);
    expect(kinds(events.called)).toEqual(['incoming']);
    expect(events.caller.map(({ kind }) => kind)).toEqual(['trying']);
    const repeated: string[] = [];
    for (let next = called.nextWakeMs(); next !== null && next < 2_000; next = called.nextWakeMs())
      repeated.push(...sent(called.wake(next)));
    expect(repeated.length).toBeGreaterThanOrEqual(2);
    for (const message of repeated) expect(message).toMatch(/^SIP\/2\.0 200 /);
  });

  it('a 2xx of a second branch reaches the user after the first: the transaction stays to take it (RFC 6026 7.2)', () => {
    const { caller, events, run, invite, called } = pair();
    const { incoming } = invite(0);
    const effects = called.answer(incoming, offer, 10);
    const [first] = sent(effects);
    run('called', effects, 10);
    const other = (first ?? '').replace(/(\nTo:[^\r\n]*;tag=)[^;\r\n]+/i, '$1other');
    const reply = sent(caller.receive(told(other), calledAt, 20));
    expect(kinds(events.caller)).toEqual(['trying', 'answered']);
    // Only one of two can be spoken to: the second is acknowledged and hung up on.
    expect(reply.map((message) => message.split(' ', 1)[0])).toEqual(['ACK', 'BYE']);
  });

  it('any but INVITE is answered at once by one final response, never by a provisional or by 408, and repeated only when asked (RFC 4320 4.1; RFC 4320 4.2)', () => {
    const endpoint = new SipEndpoint({ local: calledAt, random: () => 0.5 });
    for (const method of ['OPTIONS', 'BYE', 'INFO', 'MESSAGE', 'NOTIFY', 'SUBSCRIBE', 'NONSENSE']) {
      const request = [
        `${method} sip:1@127.0.0.1:5080 SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK${method};rport`,
        'From: <sip:100@127.0.0.1>;tag=f',
        'To: <sip:1@127.0.0.1>',
        `Call-ID: ${method}@test`,
        `CSeq: 1 ${method}`,
        'Max-Forwards: 70',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n');
      const status = (effects: readonly SipEffect[]): number[] =>
        sent(effects).map((message) => Number(message.split(' ')[1]));
      const first = status(endpoint.receive(told(request), callerAt, 0));
      expect(first, method).toHaveLength(1);
      expect(first[0], method).toBeGreaterThanOrEqual(200);
      expect(first[0], method).not.toBe(408);
      expect(status(endpoint.receive(told(request), callerAt, 10)), method).toEqual(first);
      // Nothing follows by itself, however long one waits.
      for (let next = endpoint.nextWakeMs(); next !== null; next = endpoint.nextWakeMs())
        expect(status(endpoint.wake(next)), method).toEqual([]);
    }
    expect(endpoint.counts()).toEqual(nothing);
  });

  it('a response goes to where the request came from, and says so in rport and received (RFC 3581 4)', () => {
    const endpoint = new SipEndpoint({ local: calledAt, random: () => 0.5 });
    const request = [
      'OPTIONS sip:1@127.0.0.1:5080 SIP/2.0',
      'Via: SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bKnat;rport',
      'From: <sip:100@127.0.0.1>;tag=f',
      'To: <sip:1@127.0.0.1>',
      'Call-ID: nat@test',
      'CSeq: 1 OPTIONS',
      'Max-Forwards: 70',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    const outside = { host: '198.51.100.7', port: 61_234 };
    const [effect] = endpoint.receive(told(request), outside, 0);
    expect(effect).toMatchObject({ kind: 'send', to: outside });
    const via = effect?.kind === 'send' ? /^Via: .*$/m.exec(text(effect.bytes))?.[0] : '';
    expect(via).toContain(';rport=61234');
    expect(via).toContain(';received=198.51.100.7');
  });
});

describe('a call that came in and is over', () => {
  const ended = (keepsLadders: boolean) => {
    const both = pair(undefined, keepsLadders);
    const { callId, incoming } = both.invite(0);
    both.run('called', both.called.answer(incoming, offer, 10), 10);
    both.run('caller', both.caller.hangUp(callId, 20), 20);
    expect(kinds(both.events.called).at(-1)).toBe('released');
    return { ...both, callId, incoming };
  };
  const bye = ({ caller, callId }: ReturnType<typeof ended>): string =>
    caller.ladder(callId)?.entries.find(({ summary }) => summary.startsWith('BYE'))?.text ?? '';
  const answers = (effects: readonly SipEffect[]): string[] =>
    effects.map((effect) =>
      effect.kind === 'send' ? (new TextDecoder().decode(effect.bytes).split('\r\n')[0] ?? '') : '',
    );
  const told = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('repeats its last answer and keeps the repeat, answers a late BYE by 200 and anything else by 481 (RFC 3261 17.2; RFC 3261 15.1.2)', () => {
    const both = ended(true);
    const text = bye(both);
    const { called, incoming } = both;
    expect(answers(called.receive(told(text), callerAt, 30))).toEqual(['SIP/2.0 200 OK']);
    expect(called.ladder(incoming)?.entries.at(-1)?.summary).toMatch(/^200 OK .* BYE\), repeated$/);
    const later = text.replace('z9hG4bK', 'z9hG4bKlater');
    expect(answers(called.receive(told(later), callerAt, 40))).toEqual(['SIP/2.0 200 OK']);
    const info = text.replace('z9hG4bK', 'z9hG4bKinfo').replaceAll(/\bBYE\b/g, 'INFO');
    expect(answers(called.receive(told(info), callerAt, 50))[0]).toMatch(/^SIP\/2\.0 481 /);
    expect(called.session(incoming)).toBeNull();
    both.advance(100_000);
    expect(called.counts()).toEqual(nothing);
  });

  it('has no ladder where none is kept', () => {
    const both = ended(false);
    expect(both.called.ladder(both.incoming)?.entries).toEqual([]);
    expect(answers(both.called.receive(told(bye(both)), callerAt, 30))).toEqual(['SIP/2.0 200 OK']);
  });
});
