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

const media = {
  packets: 500,
  packetsSent: 500,
  remoteFractionLost: 0,
  remoteReports: 2,
  remoteReportsOnUs: 2,
};

/** A call that rang at 1,000 ms and was answered at 9,000 ms, unless told otherwise. */
function facts(given: Partial<FactSources>) {
  return callFacts({
    rings: 2,
    ringCadenceMs: [1000, 4000],
    rangFromMs: 1000,
    answeredMs: 9000,
    endedMs: 19_000,
    isRemoteBye: false,
    heard: [],
    received: media,
    audio: null,
    words: new Int16Array(0),
    spoke: [],
    said: [],
    ...given,
  });
}

describe('the facts of a call', () => {
  it('are how often it rang and how long the answer took', () => {
    expect(facts({})).toMatchObject({
      rings: 2,
      ringCadenceMs: [1000, 4000],
      answerDelayMs: 8000,
    });
    expect(facts({ rings: 0, rangFromMs: null })).toMatchObject({
      rings: null,
      ringCadenceMs: null,
      answerDelayMs: null,
    });
    expect(facts({ answeredMs: null })).toMatchObject({ answerDelayMs: null, deadAir: null });
  });

  it('say that who answered hung up at once, and only if nothing was said', () => {
    const gone = { isRemoteBye: true, endedMs: 9700 };
    expect(facts(gone).hungUpAfterMs).toBe(700);
    expect(facts({ ...gone, heard: [sound('speech', 9100, 9600)] }).hungUpAfterMs).toBeNull();
    expect(facts({ ...gone, endedMs: 14_000 }).hungUpAfterMs).toBeNull();
    expect(facts({ ...gone, isRemoteBye: false }).hungUpAfterMs).toBeNull();
  });

  it('give the longest time in which neither side sounded', () => {
    expect(facts({}).deadAir).toEqual({ fromMs: 9000, lengthMs: 10_000 });
    const heard = [
      sound('speech', 9500, 11_000),
      sound('silence', 11_000, 15_000),
      sound('speech', 15_000, 18_000),
    ];
    expect(facts({ heard }).deadAir).toEqual({ fromMs: 11_000, lengthMs: 4000 });
    const spoke = [{ fromMs: 11_500, toMs: 14_700 }];
    expect(facts({ heard, spoke }).deadAir).toEqual({ fromMs: 18_000, lengthMs: 1000 });
  });

  it('name audio that went one way only', () => {
    const heard = [sound('speech', 9500, 11_000)];
    expect(facts({ heard }).oneWay).toBeNull();
    expect(facts({}).oneWay).toBe('silent_packets');
    expect(facts({ received: { ...media, packets: 0 } }).oneWay).toBe('no_packets');
    expect(facts({ heard, received: { ...media, packetsSent: 0 } }).oneWay).toBe('not_sent');
    const lost = { ...media, remoteFractionLost: 0.98 };
    expect(facts({ heard, received: lost }).oneWay).toBe('lost_there');
    const unnamed = { ...media, remoteFractionLost: null, remoteReportsOnUs: 0 };
    expect(facts({ heard, received: unnamed }).oneWay).toBe('lost_there');
    const early = { ...unnamed, remoteReports: 1 };
    expect(facts({ heard, received: early }).oneWay).toBeNull();
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
    const spoke = [{ fromMs: 10_000, toMs: 10_000 + words.length / 8 }];
    const { echo, oneWay } = facts({
      audio,
      words,
      spoke,
      heard: [sound('speech', 10_140, 12_000)],
      received: { ...media, remoteFractionLost: 1 },
    });
    expect(echo?.delayMs).toBeGreaterThanOrEqual(139);
    expect(echo?.delayMs).toBeLessThanOrEqual(141);
    expect(echo?.lossDb).toBeGreaterThan(18);
    expect(echo?.lossDb).toBeLessThan(22);
    expect(oneWay).toBeNull();
    expect(facts({ audio, words, spoke: [] }).echo).toBeNull();
  });
});
