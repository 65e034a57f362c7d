import type { CadenceStep, TonePlan } from './tone-plan.ts';

const on = (minMs: number, maxMs: number): CadenceStep => ({ on: true, minMs, maxMs });
const off = (minMs: number, maxMs: number): CadenceStep => ({ on: false, minMs, maxMs });
const FOREVER = Number.POSITIVE_INFINITY;

/**
 * China (ITU-T list of tones, annex to the Operational Bulletin): 450 ± 25 Hz. The windows of busy, ringback and
 * congestion are those an open listener uses for this plan; the others are ± 20 to 40 % around the nominal times.
 */
export const CHINA: TonePlan = {
  id: 'CN',
  toleranceHz: 25,
  tones: [
    { label: 'dial', frequenciesHz: [450], cadence: [on(2000, FOREVER)] },
    { label: 'ringback', frequenciesHz: [450], cadence: [on(900, 1200), off(3000, 5000)] },
    { label: 'busy', frequenciesHz: [450], cadence: [on(250, 450), off(250, 450)] },
    { label: 'congestion', frequenciesHz: [450], cadence: [on(600, 800), off(500, 900)] },
    {
      label: 'vacant',
      frequenciesHz: [450],
      cadence: [
        on(60, 150),
        off(60, 150),
        on(60, 150),
        off(60, 150),
        on(60, 150),
        off(60, 150),
        on(320, 480),
        off(320, 480),
      ],
    },
    { label: 'call_waiting', frequenciesHz: [450], cadence: [on(320, 480), off(3500, 4500)] },
  ],
};

/** Most of Europe (ETSI TS 101 220-like plan of ITU-T E.180: 425 Hz, busy 0.5/0.5, congestion 0.25/0.25, ringback 1/4). */
export const ITU_E180: TonePlan = {
  id: 'E.180',
  toleranceHz: 25,
  tones: [
    { label: 'dial', frequenciesHz: [425], cadence: [on(2000, FOREVER)] },
    { label: 'ringback', frequenciesHz: [425], cadence: [on(800, 1500), off(2700, 5300)] },
    { label: 'busy', frequenciesHz: [425], cadence: [on(380, 620), off(380, 620)] },
    { label: 'congestion', frequenciesHz: [425], cadence: [on(160, 330), off(160, 330)] },
  ],
};

/** North America (Telcordia GR-506-CORE, the precise tone plan): two frequencies together. */
export const NORTH_AMERICA: TonePlan = {
  id: 'US',
  toleranceHz: 12,
  tones: [
    { label: 'dial', frequenciesHz: [350, 440], cadence: [on(2400, FOREVER)] },
    { label: 'ringback', frequenciesHz: [440, 480], cadence: [on(1600, 2400), off(3200, 4800)] },
    { label: 'busy', frequenciesHz: [480, 620], cadence: [on(400, 600), off(400, 600)] },
    { label: 'congestion', frequenciesHz: [480, 620], cadence: [on(200, 300), off(200, 300)] },
  ],
};

/** The plans by their id. */
export const TONE_PLANS: ReadonlyMap<string, TonePlan> = new Map(
  [CHINA, ITU_E180, NORTH_AMERICA].map((plan) => [plan.id, plan]),
);
