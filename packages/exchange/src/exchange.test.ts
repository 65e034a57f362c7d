import type { CallEvent } from '@everyline/telephony';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Behaviour, Loaded } from './behaviours/behaviour.ts';
import { expectedOutcome } from './behaviours/expected-outcome.ts';
import { everyBehaviour } from './every-behaviour.ts';
import { localTimeOf } from './local-time.ts';
import {
  callLine,
  testExchange,
  wednesdayTenMs,
  type CallOptions,
  type RecordedCall,
} from './test-caller.ts';
import { inside, measuredDbm0, runsOf, utterancesOf, zeroCrossingHz } from './test-measures.ts';

/** What was signalled, in one line: `180 183+sdp 486/17`. */
function signalled(call: RecordedCall): string {
  const words: string[] = [];
  for (const event of call.events) {
    if (event.kind === 'provisional')
      words.push(`${event.status}${event.sdp === null ? '' : '+sdp'}`);
    if (event.kind === 'answered') words.push('200');
    if (event.kind === 'failed') words.push(`${event.status}${causesOf(event)}`);
    if (event.kind === 'ended') words.push(`ended by ${event.by}`);
  }
  return words.join(' ');
}

function causesOf(event: Extract<CallEvent, { kind: 'failed' }>): string {
  return event.q850.map(({ cause }) => `/${cause}`).join('');
}

/** The audio from a time after the INVITE on. */
function audioFrom(
  call: RecordedCall,
  fromMs: number,
  toMs = Number.POSITIVE_INFINITY,
): Int16Array {
  const start = Math.max(0, Math.round((fromMs - call.audioFromMs) * 8));
  return call.samples.subarray(start, Math.round((toMs - call.audioFromMs) * 8));
}

describe('signalling', () => {
  const cases: readonly (readonly [Behaviour, RegExp, CallOptions?])[] = [
    [{ kind: 'busy', by: 'status' }, /^486(\/17)?$/],
    [{ kind: 'busy', by: 'tone' }, /^183\+sdp 486\/17$/, { forMs: 60_000 }],
    [{ kind: 'off_hook', by: 'announcement' }, /^183\+sdp 486\/17$/, { forMs: 60_000 }],
    [{ kind: 'unallocated', by: 'status' }, /^404\/1$/],
    [{ kind: 'unallocated', by: 'sit' }, /^183\+sdp 404\/1$/, { forMs: 60_000 }],
    [{ kind: 'suspended', status: 480 }, /^183\+sdp 480$/, { forMs: 60_000 }],
    [{ kind: 'suspended', status: 403 }, /^183\+sdp 403$/, { forMs: 60_000 }],
    [{ kind: 'powered_off' }, /^183\+sdp 480\/20$/, { forMs: 60_000 }],
    [{ kind: 'unreachable', by: 'announcement' }, /^183\+sdp 480\/18$/, { forMs: 60_000 }],
    [{ kind: 'unreachable', by: 'status' }, /^(408|502\/27)$/],
    [{ kind: 'number_changed', by: 'status' }, /^410\/22$/],
    [{ kind: 'barred', by: 'status' }, /^403\/55$/],
    [{ kind: 'rejected', status: 603 }, /^603$/],
    [{ kind: 'rejected', status: 403 }, /^403\/21$/],
    [{ kind: 'congestion', by: 'status' }, /^503\/(34|42)$/],
    [{ kind: 'congestion', by: 'tone' }, /^183\+sdp 503\/34$/, { forMs: 60_000 }],
    [{ kind: 'no_answer', ringing: 'signal' }, /^180( 180)* 480\/19$/, { forMs: 130_000 }],
    [{ kind: 'no_answer', ringing: 'music' }, /^183\+sdp( 183\+sdp)* 480\/19$/, { forMs: 130_000 }],
    [
      { kind: 'no_answer', ringing: 'tone', then: 'announcement' },
      /^(18[03]\+sdp )+480\/19$/,
      { forMs: 90_000 },
    ],
    [
      { kind: 'hangs_up', ringMs: 2000, afterMs: 500, ringing: 'signal' },
      /^180 200 ended by remote$/,
    ],
    [
      { kind: 'false_answer', plays: 'busy', ringing: 'signal' },
      /^180 200 ended by remote$/,
      { forMs: 40_000 },
    ],
    [{ kind: 'silent_trunk' }, /^408$/, { forMs: 40_000 }],
    [{ kind: 'slow_setup', delayMs: 9000, then: { kind: 'busy', by: 'status' } }, /^486(\/17)?$/],
  ];
  test.for(cases)('%j signals %s', ([behaviour, wanted, options]) => {
    for (const seed of ['one', 'two', 'three']) {
      expect(signalled(callLine(behaviour, { ...options, seed }))).toMatch(wanted);
    }
  });

  test('a slow line gives nothing but 100 until its delay is over', () => {
    const call = callLine({
      kind: 'slow_setup',
      delayMs: 9000,
      then: { kind: 'busy', by: 'status' },
    });
    expect(call.endedMs).toBeGreaterThan(9000);
  });

  test('a number that is not in the dial plan is unallocated', () => {
    expect(signalled(callLine(null))).toBe('404/1');
  });

  test('a caller who gives up gets 487, and the call leaves nothing behind', () => {
    const call = callLine({ kind: 'no_answer', ringing: 'tone' }, { hangUpMs: 5000 });
    expect(signalled(call)).toMatch(/^18[03]\+sdp 487$/);
    expect(call.exchange.callCount).toBe(0);
    expect(call.effects.filter(({ kind }) => kind === 'call_ended')).toHaveLength(1);
  });

  test('every behaviour ends its call when the caller hangs up, and nothing is sent afterwards', () => {
    for (const { behaviour } of everyBehaviour) {
      if (behaviour.kind === 'lying_length') continue;
      const call = callLine(behaviour, { hangUpMs: 12_000, forMs: 60_000 });
      expect(call.exchange.callCount, JSON.stringify(behaviour)).toBe(0);
      expect(call.samples.length / 8).toBeLessThan(12_200);
    }
  });

  test('answers lie about their length in each of the ways, again in each repetition', () => {
    const lengthTold = (
      lie: 'too_long' | 'too_short' | 'enormous' | 'negative' | 'words',
    ): string[] => {
      const { effects } = callLine(
        { kind: 'lying_length', ringMs: 1000, lie, ringing: 'signal' },
        { forMs: 4000 },
      );
      return effects.flatMap((effect) => {
        if (effect.kind !== 'sip') return [];
        const text = new TextDecoder().decode(effect.bytes);
        if (!text.startsWith('SIP/2.0 200') || !text.includes('INVITE')) return [];
        const body = text.split('\r\n\r\n')[1] ?? '';
        const told = /^Content-Length\s*:\s*(.*)$/im.exec(text)?.[1] ?? '';
        return [told === String(new TextEncoder().encode(body).length) ? 'true' : told];
      });
    };
    for (const lie of ['too_long', 'too_short', 'enormous', 'negative', 'words'] as const) {
      const told = lengthTold(lie);
      expect(told.length).toBeGreaterThanOrEqual(1);
      expect(told).not.toContain('true');
    }
    expect(lengthTold('words')).toContain('many');
  });
});

describe('audio of a call', () => {
  test('the busy tone in early media is 450 Hz, 350 ms on and 350 ms off', () => {
    const call = callLine({ kind: 'busy', by: 'tone' }, { forMs: 12_000 });
    const runs = runsOf(call.samples).slice(0, -1);
    expect(runs.length).toBeGreaterThan(10);
    for (const run of runs) expect(Math.abs(run.lengthMs - 350)).toBeLessThan(45);
    const burst = runs.find((run) => run.on);
    if (burst === undefined) throw new Error('no tone');
    expect(Math.abs(zeroCrossingHz(inside(call.samples, burst)) - 450)).toBeLessThan(25);
  });

  test('the ringback of a line that is answered stops with the answer', () => {
    const call = callLine({ kind: 'dead_air', ringMs: 11_000, ringing: 'tone' }, { forMs: 30_000 });
    const ringing = runsOf(audioFrom(call, 0, call.answeredMs ?? 0));
    expect(ringing.filter((run) => run.on).length).toBeGreaterThanOrEqual(2);
    expect(measuredDbm0(audioFrom(call, (call.answeredMs ?? 0) + 100))).toBeLessThan(-50);
  });

  test('a call is the same in µ-law', () => {
    const behaviour: Behaviour = { kind: 'busy', by: 'tone' };
    const aLaw = callLine(behaviour, { forMs: 8000 });
    const muLaw = callLine(behaviour, { forMs: 8000, codecs: ['PCMU'] });
    expect(Math.abs(measuredDbm0(aLaw.samples) - measuredDbm0(muLaw.samples))).toBeLessThan(0.2);
    const packet = muLaw.effects.find((effect) => effect.kind === 'rtp');
    expect(packet?.kind === 'rtp' && (packet.bytes[1] ?? 0) & 0x7f).toBe(0);
  });

  test('a recording is repeated exactly, a person never says the same thing twice alike', () => {
    const recordings = [0, 60_000].map((later) =>
      callLine(
        { kind: 'voicemail', ringMs: 2000, ringing: 'signal' },
        { startMs: wednesdayTenMs + later, forMs: 9000 },
      ),
    );
    const [first, second] = recordings.map((call) =>
      audioFrom(call, (call.answeredMs ?? 0) + 520, (call.answeredMs ?? 0) + 2520),
    );
    expect(first?.length).toBeGreaterThan(10_000);
    let best = 0;
    for (let shift = 0; shift < 160; shift += 1) {
      let same = 0;
      for (let at = 0; at < 8000; at += 1)
        if (first?.[at + 160] === second?.[at + shift + 80]) same += 1;
      best = Math.max(best, same);
    }
    expect(best).toBeGreaterThan(7900);
    const persons = [0, 60_000, 120_000, 180_000].map((later) =>
      callLine(
        { kind: 'person', ringMs: 2000, greeting: 'plain', ringing: 'signal' },
        { startMs: wednesdayTenMs + later, forMs: 6000 },
      ),
    );
    expect(new Set(persons.map((call) => measuredDbm0(call.samples).toFixed(3))).size).toBe(
      persons.length,
    );
  });

  test('an announcement is speech: it changes loudness many times, repeats, and has no steady tone', () => {
    const call = callLine({ kind: 'suspended', status: 480 }, { forMs: 60_000 });
    const runs = runsOf(call.samples, -35, 30);
    expect(runs.filter((run) => run.on).length).toBeGreaterThan(8);
    expect(call.endedMs).toBeGreaterThan(4000);
  });

  test('a menu comes back when nothing is pressed, and hangs up in the end', () => {
    const call = callLine({ kind: 'ivr', ringMs: 1500, then: 'hangs_up' }, { forMs: 90_000 });
    expect(signalled(call)).toMatch(/200 ended by remote$/);
    expect((call.endedMs ?? 0) - (call.answeredMs ?? 0)).toBeGreaterThan(15_000);
  });

  test('a menu with a person behind it hands over at its time', () => {
    const call = callLine(
      { kind: 'ivr', ringMs: 1500, then: 'queue', personAfterMs: 45_000 },
      { forMs: 100_000 },
    );
    const sinceAnswer = (call.endedMs ?? 0) - (call.answeredMs ?? 0);
    expect(sinceAnswer).toBeGreaterThan(46_000);
    expect(sinceAnswer).toBeLessThan(75_000);
  });

  test('voicemail beeps after its greeting and then is quiet', () => {
    const call = callLine(
      { kind: 'voicemail', ringMs: 2000, ringing: 'signal' },
      { forMs: 25_000 },
    );
    const tail = audioFrom(call, (call.answeredMs ?? 0) + 9000, (call.answeredMs ?? 0) + 15_000);
    expect(measuredDbm0(tail)).toBeLessThan(-50);
  });

  test('200 OK and then a busy tone', () => {
    const call = callLine(
      { kind: 'false_answer', plays: 'busy', ringing: 'signal' },
      { forMs: 15_000 },
    );
    const runs = runsOf(audioFrom(call, (call.answeredMs ?? 0) + 50)).slice(1, 9);
    expect(runs).toHaveLength(8);
    for (const run of runs) expect(Math.abs(run.lengthMs - 350)).toBeLessThan(45);
  });
});

describe('persons', () => {
  const person: Behaviour = {
    kind: 'person',
    ringMs: 3000,
    greeting: 'office',
    ringing: 'signal',
    noiseDbm0: -58,
  };

  test('greet within 1.5 s, repeat themselves when nobody speaks, and give up', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const call = callLine(person, { seed, forMs: 60_000 });
      const answeredMs = call.answeredMs ?? 0;
      const spoken = utterancesOf(audioFrom(call, answeredMs), -42, 800);
      expect(spoken[0]?.fromMs).toBeLessThan(1500);
      expect(spoken.length).toBeGreaterThanOrEqual(2);
      const held = (call.endedMs ?? 0) - answeredMs;
      expect(signalled(call)).toBe('180 200 ended by remote');
      expect(held).toBeGreaterThan(5000);
      expect(held).toBeLessThan(30_000);
    }
  });

  test('let the other side finish, react, and hang up', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const call = callLine(person, { seed, forMs: 60_000, speak: { fromMs: 2500, toMs: 6500 } });
      const held = (call.endedMs ?? 0) - (call.answeredMs ?? 0);
      expect(held).toBeGreaterThan(7000);
      expect(held).toBeLessThan(14_000);
    }
  });

  test('stand in rooms of different noise', () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => {
      const call = callLine(
        { kind: 'person', ringMs: 2000, greeting: 'plain', ringing: 'signal' },
        { seed, forMs: 12_000 },
      );
      return measuredDbm0(audioFrom(call, call.answeredMs ?? 0, (call.answeredMs ?? 0) + 200));
    });
    expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(6);
    for (const level of levels) expect(level).toBeLessThan(-34);
  });
});

describe('lines in traffic', () => {
  const loaded: Loaded = {
    kind: 'loaded',
    seed: 'traffic',
    trunks: 2,
    staffing: [
      { fromMinute: 8 * 60, people: 2 },
      { fromMinute: 18 * 60, people: 0 },
    ],
    callersPerHour: [0, 0, 0, 0, 0, 0, 0, 0, 4, 30, 40, 20, 2, 4, 20, 20, 8, 2, 0, 0, 0, 0, 0, 0],
    holdingMeanMs: 180_000,
    pickUpMeanMs: 5000,
    busyBy: 'status',
    answers: { kind: 'person', ringMs: 5000, greeting: 'office', ringing: 'signal' },
  };

  test('a call meets what the truth says, in any order and in any exchange', () => {
    const moments = Array.from({ length: 24 }, (_, index) => wednesdayTenMs + index * 613_000);
    const meets = (startMs: number): string =>
      signalled(callLine({ ...loaded }, { startMs, forMs: 130_000 }));
    const forward = moments.map(meets);
    const backward = moments.toReversed().map(meets).toReversed();
    expect(backward).toEqual(forward);
    for (const [index, startMs] of moments.entries()) {
      const { outcome } = expectedOutcome(loaded, localTimeOf(startMs));
      expect(forward[index]).toMatch(outcome === 'busy' ? /^486/ : /^180/);
    }
    expect(new Set(forward.map((words) => words.slice(0, 3))).size).toBe(2);
  });

  test('the morning is busy, the early evening is not', () => {
    const busyShare = (hour: number): number => {
      let busy = 0;
      for (let day = 0; day < 20; day += 1) {
        for (let minute = 0; minute < 60; minute += 5) {
          const atMs =
            wednesdayTenMs + day * 86_400_000 + (hour - 10) * 3_600_000 + minute * 60_000;
          if (expectedOutcome(loaded, localTimeOf(atMs)).outcome === 'busy') busy += 1;
        }
      }
      return busy / 240;
    };
    expect(busyShare(10)).toBeGreaterThan(0.3);
    expect(busyShare(17)).toBeLessThan(0.1);
  });
});

describe('harmless and robust', () => {
  test('the exchange lives on loopback only', () => {
    expect(() => testExchange([])).not.toThrow();
    const anywhere = { host: '192.0.2.1', port: 5060 };
    const exchange = testExchange([['61881111', { kind: 'busy', by: 'status' }]]);
    const invite = new TextEncoder().encode('OPTIONS sip:61881111@127.0.0.1 SIP/2.0\r\n\r\n');
    expect(exchange.receiveSip(invite, anywhere, wednesdayTenMs)).toEqual([]);
  });

  test('audio is never sent to an address that is not loopback', () => {
    const exchange = testExchange([['61881111', { kind: 'no_answer', ringing: 'tone' }]]);
    const sdp =
      'v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n';
    const invite = [
      'INVITE sip:61881111@127.0.0.1 SIP/2.0',
      'Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1',
      'From: <sip:1@192.0.2.7>;tag=a',
      'To: <sip:61881111@127.0.0.1>',
      'Call-ID: x',
      'CSeq: 1 INVITE',
      'Contact: <sip:1@192.0.2.7>',
      'Max-Forwards: 70',
      'Content-Type: application/sdp',
      `Content-Length: ${sdp.length}`,
      '',
      sdp,
    ].join('\r\n');
    const effects = [
      ...exchange.receiveSip(
        new TextEncoder().encode(invite),
        { host: '127.0.0.1', port: 5080 },
        wednesdayTenMs,
      ),
    ];
    for (let ms = 0; ms < 5000; ms += 20) effects.push(...exchange.wake(wednesdayTenMs + ms));
    expect(effects.some((effect) => effect.kind === 'call_started')).toBe(true);
    for (const effect of effects) {
      if (effect.kind === 'sip' || effect.kind === 'rtp') expect(effect.to.host).toMatch(/^127\./);
    }
    expect(effects.filter(({ kind }) => kind === 'rtp')).toHaveLength(0);
  });

  test('nothing that arrives makes it throw', () => {
    const exchange = testExchange(
      everyBehaviour.map(({ number, behaviour }) => [number, behaviour] as const),
    );
    const from = { host: '127.0.0.1', port: 5080 };
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc
            .string()
            .map((text) =>
              new TextEncoder().encode(
                `INVITE sip:${text}@127.0.0.1 SIP/2.0\r\nCall-ID: ${text}\r\n\r\n`,
              ),
            ),
        ),
        fc.nat(100_000),
        (bytes, laterMs) => {
          exchange.receiveSip(bytes, from, wednesdayTenMs + laterMs);
          exchange.receiveRtp(30_000, bytes, from, wednesdayTenMs + laterMs);
          exchange.wake(wednesdayTenMs + laterMs);
        },
      ),
    );
    expect(exchange.callCount).toBeGreaterThanOrEqual(0);
  });
});
