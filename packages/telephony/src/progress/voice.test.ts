import { describe, expect, it } from 'vitest';
import { synthesizeCadence } from '../audio/synthesis.ts';
import {
  atLevel,
  hear,
  joined,
  lossy,
  mixed,
  seeded,
  syntheticVoice,
  tune,
  whiteNoise,
} from './test-sounds.ts';

const SEED = 99;
const silence = (ms: number) => new Int16Array(ms * 8);

describe('a voice', () => {
  it(`is noticed within 200 ms of its onset, from −30 to 0 dBm0 (seed ${SEED})`, () => {
    const random = seeded(SEED);
    const delays: number[] = [];
    for (let n = 0; n < 40; n++) {
      const spoken = syntheticVoice([{ syllables: 6, pauseMs: 200 }], random, 85 + 5 * n);
      const call = joined(silence(1000), atLevel(spoken, -30 + (n % 7) * 4));
      let noticedMs: number | null = null;
      const listener = hear(call, {
        eachFrame: (current, nowMs) => {
          if (noticedMs === null && current.voice() !== null) noticedMs = nowMs;
        },
      });
      expect(listener.voice(), `voice ${n}`).not.toBeNull();
      delays.push((noticedMs ?? Infinity) - 1000);
    }
    const sorted = delays.toSorted((a, b) => a - b);
    // An initial consonant without voice (up to 80 ms here) does not count as onset.
    expect(sorted[Math.floor(0.95 * sorted.length)]).toBeLessThanOrEqual(280);
    expect(sorted[Math.floor(0.5 * sorted.length)]).toBeLessThanOrEqual(200);
  });

  it('is cut into utterances at its pauses', () => {
    const random = seeded(SEED);
    const phrases = [
      { syllables: 5, pauseMs: 700 },
      { syllables: 8, pauseMs: 900 },
      { syllables: 3, pauseMs: 800 },
    ];
    const call = joined(silence(500), syntheticVoice(phrases, random));
    const voice = hear(call).voice();
    expect(voice?.utterances).toHaveLength(3);
    expect(voice?.speaking).toBe(false);
    expect(Math.abs((voice?.sinceMs ?? 0) - 500)).toBeLessThan(120);
    expect(voice?.longestMs).toBeGreaterThan(1200);
  });

  it('counts from the answer, so that what goes on across it begins there', () => {
    const call = syntheticVoice([{ syllables: 20, pauseMs: 1000 }], seeded(SEED));
    const voice = hear(call, { answeredMs: 2000 }).voice();
    expect(voice?.sinceMs).toBe(2000);
    expect(voice?.utterances.every(({ fromMs }) => fromMs >= 2000)).toBe(true);
  });

  it('is loud from its first word on, and not from the room that the answer brought to the line', () => {
    const random = seeded(SEED);
    for (let n = 0; n < 20; n++) {
      const beforeMs = 300 + 50 * n;
      const spoken = atLevel(syntheticVoice([{ syllables: 12, pauseMs: 900 }], random), -20);
      const said = joined(silence(beforeMs), spoken);
      // A room that now and then sounds like a voice: as in others, low tones are the strongest.
      const room = mixed(
        whiteNoise(said.length / 8, -46, random),
        atLevel(syntheticVoice([{ syllables: 60, pauseMs: 0 }], random).slice(0, said.length), -44),
      );
      const call = joined(silence(2000), mixed(said, room));
      const first = hear(call, { answeredMs: 2000 }).voice()?.utterances[0];
      expect(Math.abs((first?.loudFromMs ?? 0) - 2000 - beforeMs), `voice ${n}`).toBeLessThan(160);
      expect(first?.fromMs, `voice ${n}`).toBeLessThanOrEqual(first?.loudFromMs ?? 0);
    }
  });

  it('is not taken from our own echo, but is where somebody talks over us', () => {
    const random = seeded(SEED);
    const greeting = syntheticVoice([{ syllables: 4, pauseMs: 800 }], random);
    const ours = syntheticVoice([{ syllables: 12, pauseMs: 500 }], random, 200);
    const fromMs = greeting.length / 8;
    const toMs = fromMs + ours.length / 8;
    const utterances = (gainDb: number) => {
      const call = joined(greeting, atLevel(ours, -20 + gainDb), silence(600));
      const listener = hear(call, {
        answeredMs: 0,
        eachFrame: (current, nowMs) => {
          if (Math.abs(nowMs - fromMs) < 20) current.spoke(fromMs, toMs);
        },
      });
      return listener.voice()?.utterances.length ?? 0;
    };
    expect(utterances(-18)).toBe(1);
    expect(utterances(0)).toBeGreaterThan(1);
  });

  it('is not found in noise, tones or silence', () => {
    const random = seeded(SEED);
    const busy = synthesizeCadence(
      [{ durationMs: 350, frequenciesHz: [450] }, { durationMs: 350 }],
      9000,
    );
    for (const sound of [whiteNoise(9000, -25, random), busy, silence(9000)]) {
      expect(hear(sound, { answeredMs: 0 }).voice()).toBeNull();
    }
  });
});

describe('the texture of sound', () => {
  const named = (sound: Int16Array) => {
    const spent = new Map<string, number>();
    for (const { kind, fromMs, toMs } of hear(sound).heard()) {
      if (kind !== 'silence') spent.set(kind, (spent.get(kind) ?? 0) + toMs - fromMs);
    }
    return [...spent].toSorted((a, b) => b[1] - a[1])[0]?.[0];
  };

  it(`tells speech, music and noise apart, clean and with 2 % loss (seed ${SEED})`, () => {
    const random = seeded(SEED);
    const right = { speech: 0, music: 0, noise: 0 };
    for (let n = 0; n < 24; n++) {
      const phrases = Array.from({ length: 5 }, () => ({
        syllables: 3 + Math.floor(random() * 8),
        pauseMs: 150 + Math.floor(random() * 500),
      }));
      const loss = n % 2 === 0 ? 0 : 0.02;
      if (named(lossy(syntheticVoice(phrases, random, 90 + 7 * n), loss, random)) === 'speech')
        right.speech++;
      if (named(lossy(tune(10_000, random, n / 24), loss, random)) === 'music') right.music++;
      if (named(lossy(whiteNoise(8000, -40 + n, random), loss, random)) === 'noise') right.noise++;
    }
    expect(right.speech).toBeGreaterThanOrEqual(23);
    expect(right.music).toBeGreaterThanOrEqual(22);
    expect(right.noise).toBe(24);
    // Ten minutes of sound: on a busy machine that takes its time.
  }, 30_000);

  it('hears a voice of −50 dBm0 over a line’s idle noise, and none in the noise', () => {
    const random = seeded(SEED);
    const words = syntheticVoice([{ syllables: 12, pauseMs: 600 }], random);
    const faint = joined(new Int16Array(4000), atLevel(words, -50), new Int16Array(8000));
    const noise = whiteNoise(faint.length / 8, -64, random);
    expect(hear(mixed(faint, noise)).voice()?.totalMs).toBeGreaterThan(800);
    expect(hear(noise).voice()).toBeNull();
  });

  it('music without a pause is heard to its end, from −50 to −10 dBm0', () => {
    for (let dbm0 = -50; dbm0 <= -10; dbm0 += 5) {
      const sound = atLevel(tune(8000, seeded(SEED)), dbm0);
      const heard = hear(sound).heard();
      const silentMs = heard
        .filter(({ kind }) => kind === 'silence')
        .reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
      expect(silentMs, `${dbm0} dBm0: ${JSON.stringify(heard)}`).toBeLessThan(800);
    }
  });

  it('hears where music gives way to speech', () => {
    const random = seeded(SEED);
    const call = joined(
      tune(8000, random),
      syntheticVoice([{ syllables: 25, pauseMs: 1000 }], random),
    );
    const kinds = hear(call)
      .heard()
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'silence');
    expect(kinds[0]).toBe('music');
    expect(kinds.at(-1)).toBe('speech');
  });

  it('names silence as such, and counts for how long it has lasted', () => {
    const call = joined(
      syntheticVoice([{ syllables: 6, pauseMs: 0 }], seeded(SEED)),
      silence(3000),
    );
    const listener = hear(call);
    expect(listener.current()?.kind).toBe('silence');
    expect(listener.silenceMs()).toBeGreaterThan(2900);
    expect(listener.silenceMs()).toBeLessThan(3200);
  });

  it('takes a gap in the media for silence', () => {
    const voice = syntheticVoice([{ syllables: 6, pauseMs: 0 }], seeded(SEED));
    const listener = hear(voice);
    const untilMs = Math.floor(voice.length / 160) * 20;
    listener.push(new Int16Array(160), untilMs + 5000);
    expect(listener.current()).toMatchObject({ kind: 'silence' });
    expect(listener.silenceMs()).toBeGreaterThan(4900);
  });

  it('speech in the noise of a room stays speech', () => {
    const random = seeded(SEED);
    const spoken = syntheticVoice(
      [
        { syllables: 10, pauseMs: 1200 },
        { syllables: 8, pauseMs: 1200 },
      ],
      random,
    );
    const call = mixed(spoken, whiteNoise(spoken.length / 8, -45, random));
    const listener = hear(joined(silence(2000), call), { answeredMs: 2000 });
    expect(listener.voice()?.utterances.length).toBeGreaterThanOrEqual(2);
  });
});
