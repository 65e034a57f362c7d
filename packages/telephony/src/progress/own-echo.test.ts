import { describe, expect, it } from 'vitest';
import { Listener } from './listener.ts';
import { OwnEcho } from './own-echo.ts';
import { CHINA } from './tone-plans.ts';
import { atLevel, joined, mixed, seeded, syntheticVoice, whiteNoise } from './test-sounds.ts';

const SEED = 7;
const silence = (ms: number) => new Int16Array(Math.round(ms * 8));

/** Our words, as sent. */
function words(random: () => number): Int16Array {
  return atLevel(syntheticVoice([{ syllables: 14, pauseMs: 400 }], random, 190), -20);
}

/** A call answered at 0 in which our words begin at `spokeMs`. */
function heardWith(sound: Int16Array, ours: Int16Array, spokeMs: number): Listener {
  const listener = new Listener({ tonePlan: CHINA });
  listener.answered(0);
  for (let atMs = 0; (atMs + 20) * 8 <= sound.length; atMs += 20) {
    if (atMs === spokeMs) listener.spoke(spokeMs, spokeMs + ours.length / 8, ours);
    listener.push(sound.subarray(atMs * 8, (atMs + 20) * 8), atMs);
  }
  return listener;
}

const under = (listener: Listener, spokeMs: number) =>
  listener.voice()?.utterances.filter(({ fromMs }) => fromMs >= spokeMs) ?? [];

describe('our own voice that comes back', () => {
  for (const [lossDb, delayMs] of [
    [12, 137],
    [20, 33],
    [30, 412],
  ] as const) {
    it(`is nobody's, ${lossDb} dB fainter and ${delayMs} ms later (seed ${SEED})`, () => {
      const random = seeded(SEED);
      const greeting = atLevel(syntheticVoice([{ syllables: 4, pauseMs: 100 }], random), -20);
      const ours = words(random);
      const echo = atLevel(ours, -20 - lossDb);
      const spokeMs = 2000;
      const before = silence(spokeMs + delayMs - greeting.length / 8);
      const line = whiteNoise(8000, -62, random);
      const sound = mixed(joined(greeting, before, echo, silence(500)), line);
      const listener = heardWith(sound, ours, spokeMs);
      expect(under(listener, spokeMs)).toEqual([]);
    });
  }

  it(`hides nobody who speaks softly under our words, after a loud recording (seed ${SEED})`, () => {
    const random = seeded(SEED);
    for (const levelDbm0 of [-26, -32, -38]) {
      const recording = atLevel(syntheticVoice([{ syllables: 8, pauseMs: 100 }], random), -14);
      const ours = words(random);
      const spokeMs = Math.ceil(recording.length / 160) * 20 + 600;
      const person = atLevel(syntheticVoice([{ syllables: 4, pauseMs: 100 }], random), levelDbm0);
      const comesMs = spokeMs + 1300;
      const sound = mixed(
        joined(recording, silence(comesMs - recording.length / 8), person, silence(2500)),
        whiteNoise(9000, -62, random),
      );
      const listener = heardWith(sound, ours, spokeMs);
      const [first] = under(listener, spokeMs);
      expect(Math.abs((first?.fromMs ?? Infinity) - comesMs), `${levelDbm0} dBm0`).toBeLessThan(
        200,
      );
    }
  });

  it('explains all while nothing is known of the line, and nothing that came before our words', () => {
    const echo = new OwnEcho();
    expect(echo.explains(-10, 0)).toBe(true);
    const ours = words(seeded(SEED));
    echo.speak(ours, 1000);
    for (let atMs = 1000; atMs < 1060; atMs += 20) expect(echo.explains(-20, atMs)).toBe(true);
    for (let atMs = 1060; atMs < 2500; atMs += 20) echo.explains(-90, atMs);
    expect(echo.explains(-40, 2500)).toBe(false);
  });
});
