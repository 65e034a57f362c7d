import { describe, expect, it } from 'vitest';
import { encodeALaw } from '../audio/g711.ts';
import type { Heard } from '../progress/heard.ts';
import { seeded, syntheticVoice } from '../progress/test-sounds.ts';
import { callFacts, type FactSources } from './call-facts.ts';

const sound = (kind: Heard['kind'], fromMs: number, toMs: number): Heard => ({
  ...{ kind, label: kind, fromMs, toMs },
  levelDbm0: -20,
  confidence: 0.9,
});

/** A call that rang at 1,000 ms and was answered at 9,000 ms, unless told otherwise. */
function facts(given: Partial<FactSources>) {
  return callFacts({
    rings: 2,
    rangFromMs: 1000,
    answeredMs: 9000,
    endedMs: 19_000,
    isRemoteBye: false,
    heard: [],
    received: { packets: 500, packetsSent: 500, remoteFractionLost: 0 },
    audio: null,
    words: new Int16Array(0),
    spokeFromMs: null,
    ...given,
  });
}

describe('the facts of a call', () => {
  it('are how often it rang and how long the answer took', () => {
    expect(facts({})).toMatchObject({ rings: 2, answerDelayMs: 8000 });
    expect(facts({ rings: 0, rangFromMs: null })).toMatchObject({
      rings: null,
      answerDelayMs: null,
    });
    expect(facts({ answeredMs: null })).toMatchObject({ answerDelayMs: null, deadAirMs: null });
  });

  it('say that who answered hung up at once, and only if nothing was said', () => {
    const gone = { isRemoteBye: true, endedMs: 9700 };
    expect(facts(gone).hungUpAfterMs).toBe(700);
    expect(facts({ ...gone, heard: [sound('speech', 9100, 9600)] }).hungUpAfterMs).toBeNull();
    expect(facts({ ...gone, endedMs: 14_000 }).hungUpAfterMs).toBeNull();
    expect(facts({ ...gone, isRemoteBye: false }).hungUpAfterMs).toBeNull();
  });

  it('give the longest silence after the answer', () => {
    expect(facts({}).deadAirMs).toBe(10_000);
    const heard = [sound('speech', 9500, 11_000), sound('silence', 11_000, 15_000)];
    expect(facts({ heard: [...heard, sound('speech', 15_000, 18_000)] }).deadAirMs).toBe(4000);
  });

  it('name audio that went one way only', () => {
    const heard = [sound('speech', 9500, 11_000)];
    const media = { packets: 500, packetsSent: 500, remoteFractionLost: 0 };
    expect(facts({ heard }).oneWay).toBeNull();
    expect(facts({}).oneWay).toBe('silent_packets');
    expect(facts({ received: { ...media, packets: 0 } }).oneWay).toBe('no_packets');
    expect(facts({ heard, received: { ...media, packetsSent: 0 } }).oneWay).toBe('not_sent');
    const lost = { ...media, remoteFractionLost: 0.98 };
    expect(facts({ heard, received: lost }).oneWay).toBe('lost_there');
    expect(facts({ endedMs: 10_000, received: { ...media, packets: 0 } }).oneWay).toBeNull();
  });

  it('measure the echo of our own words', () => {
    const words = syntheticVoice([{ syllables: 12, pauseMs: 200 }], seeded(5), 130);
    const heard = new Int16Array(80_000);
    // Heard from 8,800 ms on; our words began at 10,000 ms and came back 140 ms later, 20 dB fainter.
    for (const [n, sample] of words.entries()) {
      heard[(10_000 - 8800 + 140) * 8 + n] = Math.round(sample / 10);
    }
    const audio = { codec: 'PCMA', bytes: encodeALaw(heard), fromMs: 8800 } as const;
    const { echo } = facts({ audio, words, spokeFromMs: 10_000 });
    expect(echo?.delayMs).toBeGreaterThanOrEqual(139);
    expect(echo?.delayMs).toBeLessThanOrEqual(141);
    expect(echo?.lossDb).toBeGreaterThan(18);
    expect(echo?.lossDb).toBeLessThan(22);
    expect(facts({ audio, words, spokeFromMs: null }).echo).toBeNull();
  });
});
