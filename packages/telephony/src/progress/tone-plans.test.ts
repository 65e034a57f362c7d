import { describe, expect, it } from 'vitest';
import { synthesizeCadence, type ToneStretch } from '../audio/synthesis.ts';
import { hear, joined } from './test-sounds.ts';
import type { CadencedTone } from './tone-plan.ts';
import { TONE_PLANS } from './tone-plans.ts';

const silence = (ms: number) => new Int16Array(ms * 8);

/** A tone whose times lie at a place in their windows: 0 is the shortest, 1 the longest. */
function sounding(tone: CadencedTone, place: number, offHz = 0): Int16Array {
  const steps = tone.cadence.map(({ on, minMs, maxMs }): ToneStretch => {
    const durationMs = maxMs === Infinity ? 6000 : minMs + (maxMs - minMs) * place;
    return on
      ? {
          durationMs,
          frequenciesHz: tone.frequenciesHz.map((hz) => hz + offHz),
          levelDbm0: tone.frequenciesHz.length > 1 ? -16 : -12,
        }
      : { durationMs };
  });
  return joined(silence(300), synthesizeCadence(steps, 15_000));
}

/** Call waiting is heard at the called end and shares its frequency with everything else. */
const audible = (tones: readonly CadencedTone[]) =>
  tones.filter(({ label }) => label !== 'call_waiting');

describe.each([...TONE_PLANS.values()])('the tone plan $id', (plan) => {
  it.each(audible(plan.tones).map((tone) => [tone.label, tone] as const))(
    'decides %s in the middle and near the edges of its times and frequencies',
    (label, tone) => {
      for (const place of [0.1, 0.5, 0.9]) {
        // Equipment of precise plans keeps each of two tones within 1.5 % (GR-506).
        const mostHz = tone.frequenciesHz.length > 1 ? 6 : 0.8 * plan.toleranceHz;
        for (const offHz of [-mostHz, 0, mostHz]) {
          const decided = hear(sounding(tone, place, offHz), { plan }).tone();
          expect(decided?.label, `${plan.id}: ${place} of the windows, ${offHz} Hz off`).toBe(
            label,
          );
          const tookMs = (decided?.decidedAtMs ?? Infinity) - (decided?.sinceMs ?? 0);
          expect(tookMs).toBeLessThanOrEqual(6000);
        }
      }
    },
  );

  it('decides no other tone on the way', () => {
    for (const tone of audible(plan.tones)) {
      const labels = hear(sounding(tone, 0.5), { plan })
        .heard()
        .filter(({ kind, label }) => kind === 'tone' && label !== 'unknown')
        .map(({ label }) => label);
      expect(new Set(labels), tone.label).toEqual(new Set([tone.label]));
    }
  });
});

it('has a plan for each of many countries, and no two tones of a plan alike', () => {
  expect(TONE_PLANS.size).toBeGreaterThanOrEqual(25);
  for (const { id, tones } of TONE_PLANS.values()) {
    const written = tones.map(({ frequenciesHz, cadence }) =>
      JSON.stringify([frequenciesHz, cadence]),
    );
    expect(new Set(written).size, id).toBe(tones.length);
  }
});
