import type { CadencedTone, CadenceStep, ToneLabel, TonePlan } from './tone-plan.ts';

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

/** How far times and a continuous tone's length may lie off the nominal ones (ITU-T E.180 asks for less). */
const TIME_SHARE = 0.2;
const LEAST_SLACK_MS = 30;
const CONTINUOUS_MS = 2000;
/** Analogue exchanges keep 425 and 400 Hz within ± 25 Hz; precise plans of two tones are kept much better. */
const TOLERANCE_HZ = 25;
const PRECISE_HZ = 12;

/** A tone by its nominal times: on and off in turn, in ms; none: continuous. */
function tone(
  label: ToneLabel,
  frequenciesHz: readonly number[],
  ...nominalMs: readonly number[]
): CadencedTone {
  if (nominalMs.length === 0)
    return { label, frequenciesHz, cadence: [on(CONTINUOUS_MS, FOREVER)] };
  const cadence = nominalMs.map((ms, n) => {
    const slackMs = Math.max(LEAST_SLACK_MS, ms * TIME_SHARE);
    return n % 2 === 0 ? on(ms - slackMs, ms + slackMs) : off(ms - slackMs, ms + slackMs);
  });
  return { label, frequenciesHz, cadence };
}

function plan(id: string, toleranceHz: number, ...tones: readonly CadencedTone[]): TonePlan {
  return { id, toleranceHz, tones };
}

/**
 * Other countries (ITU-T E.180 supplement 2, list of tones used in national networks). Where a country's congestion is
 * its busy tone, it stands once, as busy; tones that are modulated by 16 to 50 Hz stand by their carrier. Where the list
 * gives ranges, or networks of one country differ, the middle stands here; what is not known surely is left out.
 */
const COUNTRIES: readonly TonePlan[] = [
  plan(
    'GB',
    TOLERANCE_HZ,
    tone('dial', [350, 440]),
    tone('ringback', [400, 450], 400, 200, 400, 2000),
    tone('busy', [400], 375, 375),
    tone('congestion', [400], 400, 350, 225, 525),
    tone('vacant', [400]),
  ),
  plan(
    'DE',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 1000, 4000),
    tone('busy', [425], 480, 480),
    tone('congestion', [425], 240, 240),
  ),
  plan(
    'FR',
    TOLERANCE_HZ,
    tone('dial', [440]),
    tone('ringback', [440], 1500, 3500),
    tone('busy', [440], 500, 500),
    tone('congestion', [440], 250, 250),
  ),
  plan(
    'IT',
    TOLERANCE_HZ,
    tone('dial', [425], 200, 200, 600, 1000),
    tone('ringback', [425], 1000, 4000),
    tone('busy', [425], 500, 500),
    tone('congestion', [425], 200, 200),
  ),
  plan(
    'ES',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 1500, 3000),
    tone('busy', [425], 200, 200),
    tone('congestion', [425], 200, 200, 200, 200, 200, 600),
  ),
  plan(
    'CH',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 1000, 4000),
    tone('busy', [425], 500, 500),
    tone('congestion', [425], 200, 200),
  ),
  plan(
    'AT',
    TOLERANCE_HZ,
    tone('dial', [420]),
    tone('ringback', [420], 1000, 5000),
    tone('busy', [420], 400, 400),
    tone('congestion', [420], 200, 200),
  ),
  plan(
    'SE',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 1000, 5000),
    tone('busy', [425], 250, 250),
    tone('congestion', [425], 250, 750),
  ),
  plan(
    'RU',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 900, 3600),
    tone('busy', [425], 375, 375),
    tone('congestion', [425], 190, 190),
  ),
  plan(
    'TR',
    TOLERANCE_HZ,
    tone('dial', [450]),
    tone('ringback', [450], 2000, 4000),
    tone('busy', [450], 500, 500),
    tone('congestion', [450], 200, 200, 200, 200, 200, 200, 600, 200),
  ),
  plan(
    'JP',
    TOLERANCE_HZ,
    tone('dial', [400]),
    tone('ringback', [400], 1000, 2000),
    tone('busy', [400], 500, 500),
  ),
  plan(
    'KR',
    PRECISE_HZ,
    tone('dial', [350, 440]),
    tone('ringback', [440, 480], 1000, 2000),
    tone('busy', [480, 620], 500, 500),
    tone('congestion', [480, 620], 300, 200),
  ),
  plan(
    'HK',
    PRECISE_HZ,
    tone('dial', [350, 440]),
    tone('ringback', [440, 480], 400, 200, 400, 3000),
    tone('busy', [480, 620], 500, 500),
    tone('congestion', [480, 620], 250, 250),
    tone('vacant', [480, 620]),
  ),
  plan(
    'TW',
    PRECISE_HZ,
    tone('dial', [350, 440]),
    tone('ringback', [440, 480], 1000, 2000),
    tone('busy', [480, 620], 500, 500),
    tone('congestion', [480, 620], 250, 250),
  ),
  plan(
    'SG',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 400, 200, 400, 2000),
    tone('busy', [425], 750, 750),
    tone('congestion', [425], 250, 250),
    tone('vacant', [425], 2500, 500),
  ),
  plan(
    'MY',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 400, 200, 400, 2000),
    tone('busy', [425], 500, 500),
    tone('congestion', [425], 250, 250),
    tone('vacant', [425], 2500, 500),
  ),
  plan(
    'IN',
    TOLERANCE_HZ,
    tone('dial', [400]),
    tone('ringback', [400], 400, 200, 400, 2000),
    tone('busy', [400], 750, 750),
    tone('congestion', [400], 250, 250),
    tone('vacant', [400], 2800, 200),
  ),
  plan(
    'AU',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 400, 200, 400, 2000),
    tone('busy', [425], 375, 375),
    tone('vacant', [425], 2500, 500),
  ),
  plan(
    'NZ',
    TOLERANCE_HZ,
    tone('dial', [400]),
    tone('ringback', [400, 450], 400, 200, 400, 2000),
    tone('busy', [400], 500, 500),
    tone('congestion', [400], 250, 250),
  ),
  plan(
    'ZA',
    TOLERANCE_HZ,
    tone('dial', [400]),
    tone('ringback', [400], 400, 200, 400, 2000),
    tone('busy', [400], 500, 500),
    tone('congestion', [400], 250, 250),
    tone('vacant', [400], 2500, 500),
  ),
  plan(
    'BR',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 1000, 4000),
    tone('busy', [425], 250, 250),
    tone('vacant', [425], 250, 250, 750, 250),
  ),
  plan(
    'MX',
    TOLERANCE_HZ,
    tone('dial', [425]),
    tone('ringback', [425], 1000, 4000),
    tone('busy', [425], 250, 250),
  ),
  plan(
    'TH',
    TOLERANCE_HZ,
    tone('dial', [400]),
    tone('ringback', [400], 1000, 4000),
    tone('busy', [400], 500, 500),
    tone('congestion', [400], 300, 300),
  ),
  { ...NORTH_AMERICA, id: 'CA' },
];

/** The plans by their id. */
export const TONE_PLANS: ReadonlyMap<string, TonePlan> = new Map(
  [CHINA, ITU_E180, NORTH_AMERICA, ...COUNTRIES].map((one) => [one.id, one]),
);
