import { between, seededRandom } from '../seeded-random.ts';

/**
 * How one carrier's equipment sounds: its deviations from the nominal tone plan, all within the tolerances of the
 * national plan (450 ± 25 Hz, −10 ± 3 dBm0) and ± 8 % of cadence times.
 */
export interface Carrier {
  readonly name: string;
  readonly toneHz: number;
  readonly toneLevelDbm0: number;
  /** Actual over nominal length of each on and off time. */
  readonly cadenceScale: number;
  /** Noise of the idle channel. */
  readonly noiseDbm0: number;
  /** Actual over nominal frequency of all other signals (SIT, fax, beeps). */
  readonly otherHzScale: number;
  /** Recordings are joined where they happen to be instead of at their beginning. */
  readonly joinsRecordingsMidway: boolean;
  /** Tones are sent in the audio of 183; otherwise together with 180. */
  readonly earlyMediaBy: 180 | 183;
}

/** The carrier with a number of a city's exchange; the same seed and number give the same carrier. */
export function carrierOf(seed: string, index: number): Carrier {
  const random = seededRandom(`${seed}/carrier/${index}`);
  return {
    name: `carrier-${index}`,
    // Rounded so that one second holds whole cycles and a loop of seconds has no click.
    toneHz: Math.round(between(428, 472, random)),
    toneLevelDbm0: between(-12.8, -7.2, random),
    cadenceScale: between(0.92, 1.08, random),
    noiseDbm0: between(-72, -58, random),
    otherHzScale: between(0.99, 1.01, random),
    joinsRecordingsMidway: random() < 0.35,
    earlyMediaBy: random() < 0.75 ? 183 : 180,
  };
}
