import { describe, expect, it } from 'vitest';
import { synthesizeCadence, synthesizeTones, type ToneStretch } from '../audio/synthesis.ts';
import {
  hear,
  joined,
  lossy,
  mixed,
  seeded,
  syntheticVoice,
  tune,
  whiteNoise,
} from './test-sounds.ts';
import { ITU_E180, NORTH_AMERICA, TONE_PLANS } from './tone-plans.ts';

const SEED = 20260310;

interface Cadence {
  readonly label: string;
  readonly steps: readonly number[];
  /** By when it must be decided after its first whole burst began. */
  readonly withinMs: number;
}

/** China's cadences with their nominal times (ms, on and off in turn). */
const CADENCES: readonly Cadence[] = [
  { label: 'ringback', steps: [1000, 4000], withinMs: 2200 },
  { label: 'busy', steps: [350, 350], withinMs: 1500 },
  { label: 'congestion', steps: [700, 700], withinMs: 2800 },
  { label: 'vacant', steps: [100, 100, 100, 100, 100, 100, 400, 400], withinMs: 1500 },
];

function cadence(steps: readonly number[], hz: number, dbm0: number, scale = 1): ToneStretch[] {
  return steps.map((ms, n) =>
    n % 2 === 0
      ? { durationMs: ms * scale, frequenciesHz: [hz], levelDbm0: dbm0 }
      : { durationMs: ms * scale },
  );
}

const silence = (ms: number) => new Int16Array(ms * 8);
const tone = (steps: readonly number[], hz = 450, dbm0 = -10, ms = 12_000) =>
  joined(silence(200), synthesizeCadence(cadence(steps, hz, dbm0), ms));

it('counts how often it rang: from the beginning, and double rings once', () => {
  expect(hear(tone([1000, 4000], 450, -10, 23_000)).rings()).toBe(5);
  expect(hear(tone([350, 350])).rings()).toBe(0);
  const singapore = TONE_PLANS.get('SG');
  const double = tone([400, 200, 400, 2000], 425, -10, 11_500);
  expect(singapore && hear(double, { plan: singapore }).rings()).toBe(4);
});

it('measures one round of the ringing as it was heard, and no part that the answer may have cut off', () => {
  expect(hear(tone([1000, 4000], 450, -10, 15_400)).ringCadence()).toEqual([1000, 4000]);
  const slow = hear(tone([1050, 4200], 450, -10, 15_000)).ringCadence();
  expect(slow?.[0]).toBeCloseTo(1050, -1);
  expect(slow?.[1]).toBeCloseTo(4200, -1);
  expect(hear(tone([1000, 4000], 450, -10, 4000)).ringCadence()).toBeNull();
  const singapore = TONE_PLANS.get('SG');
  const double = tone([400, 200, 400, 2000], 425, -10, 11_500);
  expect(singapore && hear(double, { plan: singapore }).ringCadence()).toEqual([
    400, 200, 400, 2000,
  ]);
});

describe('the tones of China', () => {
  for (const { label, steps, withinMs } of CADENCES) {
    it(`${label}: decided within ${withinMs} ms at every level and frequency of the plan`, () => {
      for (const hz of [425, 450, 475]) {
        for (const dbm0 of [-30, -20, -10, 0]) {
          const decided = hear(tone(steps, hz, dbm0)).tone();
          expect(decided, `${hz} Hz at ${dbm0} dBm0`).toMatchObject({ label });
          const tookMs = (decided?.decidedAtMs ?? Infinity) - (decided?.sinceMs ?? 0);
          expect(tookMs).toBeLessThanOrEqual(withinMs);
          expect(decided?.confidence).toBeGreaterThan(0.9);
        }
      }
    });

    it(`${label}: decided from the middle of the cadence as well`, () => {
      const periodMs = steps.reduce((sum, ms) => sum + ms, 0);
      const sound = synthesizeCadence(cadence(steps, 450, -12), 4 * periodMs);
      for (let fromMs = 0; fromMs < periodMs; fromMs += periodMs / 23) {
        const listener = hear(sound, { fromMs: Math.round(fromMs) });
        expect(listener.tone()?.label, `from ${Math.round(fromMs)} ms`).toBe(label);
        const others = listener.heard().filter((entry) => entry.kind === 'tone');
        expect(others.every((entry) => [label, 'unknown'].includes(entry.label))).toBe(true);
      }
    });

    it(`${label}: decided with 3 % of the packets lost (seed ${SEED})`, () => {
      const random = seeded(SEED);
      let right = 0;
      for (let n = 0; n < 40; n++) {
        const listener = hear(lossy(tone(steps, 450, -14, 16_000), 0.03, random));
        if (listener.tone()?.label === label) right++;
      }
      expect(right).toBeGreaterThanOrEqual(39);
    });

    it(`${label}: decided in noise 15 dB below it (seed ${SEED})`, () => {
      const random = seeded(SEED);
      for (let n = 0; n < 6; n++) {
        const listener = hear(
          mixed(tone(steps, 440 + 4 * n, -12), whiteNoise(12_200, -27, random)),
        );
        expect(listener.tone()?.label).toBe(label);
      }
    });

    it(`${label}: decided with times 10 % off`, () => {
      for (const scale of [0.9, 1.1]) {
        const sound = joined(
          silence(200),
          synthesizeCadence(cadence(steps, 450, -10, scale), 14_000),
        );
        expect(hear(sound).tone()?.label, `× ${scale}`).toBe(label);
      }
    });
  }

  it('dial: a tone out of quiet that lasts two seconds', () => {
    const sound = joined(
      silence(300),
      synthesizeTones([{ durationMs: 5000, frequenciesHz: [450] }]),
    );
    const decided = hear(sound).tone();
    expect(decided?.label).toBe('dial');
    expect((decided?.decidedAtMs ?? 0) - (decided?.sinceMs ?? 0)).toBeLessThanOrEqual(2200);
  });

  it('call waiting is told from ringback and from busy', () => {
    expect(hear(tone([400, 4000], 450, -10, 14_000)).tone()?.label).toBe('call_waiting');
  });

  it('tones of other frequencies and cadences are nobody’s', () => {
    for (const hz of [380, 400, 510, 600, 1000])
      expect(hear(tone([350, 350], hz)).tone()).toBeNull();
    for (const steps of [
      [200, 200],
      [350, 1500],
      [550, 1200],
      [1000, 1000],
    ]) {
      expect(hear(tone(steps)).tone(), steps.join('/')).toBeNull();
    }
  });

  it('the timeline names the whole tone from its first burst on', () => {
    const [quiet, busy] = hear(tone([350, 350], 450, -10, 6000)).heard();
    expect(quiet).toMatchObject({ kind: 'silence', fromMs: 0 });
    expect(busy).toMatchObject({ kind: 'tone', label: 'busy' });
    expect(busy?.fromMs).toBeCloseTo(200, -1);
    expect(busy?.levelDbm0).toBeCloseTo(-10, 0);
  });

  it('a change from ringback to busy is followed', () => {
    const sound = joined(tone([1000, 4000], 450, -10, 10_000), tone([350, 350], 450, -10, 5000));
    const labels = hear(sound)
      .heard()
      .filter(({ kind }) => kind === 'tone')
      .map(({ label }) => label);
    expect(labels).toEqual(['ringback', 'busy']);
  });
});

describe('the tones of other plans', () => {
  it('E.180: busy of 0.5 s, congestion of 0.25 s, ringback (ITU-T E.180)', () => {
    const label = (steps: readonly number[]) =>
      hear(tone(steps, 425), { plan: ITU_E180 }).tone()?.label;
    expect(label([500, 500])).toBe('busy');
    expect(label([250, 250])).toBe('congestion');
    expect(label([1000, 4000])).toBe('ringback');
  });

  it('North America: two frequencies together', () => {
    const label = (frequenciesHz: readonly number[], onMs: number, offMs: number) => {
      const steps = [{ durationMs: onMs, frequenciesHz, levelDbm0: -16 }, { durationMs: offMs }];
      const sound = joined(silence(200), synthesizeCadence(steps, 14_000));
      return hear(sound, { plan: NORTH_AMERICA }).tone()?.label;
    };
    expect(label([480, 620], 500, 500)).toBe('busy');
    expect(label([480, 620], 250, 250)).toBe('congestion');
    expect(label([440, 480], 2000, 4000)).toBe('ringback');
    expect(label([350, 440], 14_000, 1)).toBe('dial');
  });
});

describe('what is no tone', () => {
  it(`a voice never becomes a tone, a fax, a beep or a key (seed ${SEED})`, () => {
    const random = seeded(SEED);
    for (let n = 0; n < 12; n++) {
      const phrases = Array.from({ length: 6 }, () => ({
        syllables: 2 + Math.floor(random() * 9),
        pauseMs: 200 + Math.floor(random() * 900),
      }));
      const listener = hear(syntheticVoice(phrases, random, 90 + 15 * n));
      expect(listener.tone()).toBeNull();
      const kinds = new Set(listener.heard().map(({ kind }) => kind));
      for (const kind of ['sit', 'fax', 'beep', 'dtmf'] as const)
        expect(kinds.has(kind)).toBe(false);
    }
  });

  it(`a tune never becomes a tone, a fax, a beep or a key (seed ${SEED})`, () => {
    const random = seeded(SEED);
    for (let n = 0; n < 12; n++) {
      const listener = hear(tune(20_000, random, n / 12));
      expect(listener.tone()).toBeNull();
      const kinds = new Set(listener.heard().map(({ kind }) => kind));
      for (const kind of ['sit', 'fax', 'beep', 'dtmf'] as const)
        expect(kinds.has(kind)).toBe(false);
    }
  });
});
