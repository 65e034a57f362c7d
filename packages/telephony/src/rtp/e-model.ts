/** The codec's part in the E-model (ITU-T G.113 appendix I). */
export interface CodecImpairment {
  /** Equipment impairment factor without loss, and robustness against loss. */
  readonly ie: number;
  readonly bpl: number;
}

/** Provisional planning values (ITU-T G.113 (2007) tables I.1 and I.3). */
export const codecImpairments = {
  /** G.711 whose losses are concealed as appendix I does. */
  g711Concealed: { ie: 0, bpl: 25.1 },
  /** G.711 whose losses are silence. */
  g711: { ie: 0, bpl: 4.3 },
  g729a: { ie: 11, bpl: 19 },
} as const satisfies Readonly<Record<string, CodecImpairment>>;

/** What the E-model is told; everything left out has its default (ITU-T G.107 (2015) table 3). */
export interface EModelInput {
  /** Absolute one-way delay Ta. */
  readonly delayMs?: number;
  /** Packets lost, 0 to 1 (Ppl as a share), and the burst ratio, 1 for random loss. */
  readonly loss?: number;
  readonly burstRatio?: number;
  readonly codec?: CodecImpairment;
  /** Echo loss of the talker's and the listener's path, dB. */
  readonly telrDb?: number;
  readonly weplDb?: number;
  readonly sendLoudnessDb?: number;
  readonly receiveLoudnessDb?: number;
  /** Room noise at both sides, dB(A). */
  readonly sendNoiseDba?: number;
  readonly receiveNoiseDba?: number;
  /** Quantising distortion units. */
  readonly quantising?: number;
  readonly advantage?: number;
}

const log10 = Math.log10;
const DS = 3;
const DR = 3;
const STMR = 15;
const CIRCUIT_NOISE_DBM0P = -70;
const FLOOR_NOISE_DBMP = -64;

/** R, the rating of a connection, 0 to 100 (ITU-T G.107 section 7): 93.2 when nothing is said. */
export function transmissionRating(input: EModelInput = {}): number {
  const slr = input.sendLoudnessDb ?? 8;
  const rlr = input.receiveLoudnessDb ?? 2;
  const noise = noiseDbm0p(slr, rlr, input.sendNoiseDba ?? 35, input.receiveNoiseDba ?? 35);
  const ro = 15 - 1.5 * (slr + noise);
  const delayMs = input.delayMs ?? 0;
  const telr = input.telrDb ?? 65;
  const is = simultaneous(ro, noise, slr, rlr, delayMs, telr, input.quantising ?? 1);
  const id = delayed(ro, noise, rlr, delayMs, telr, input.weplDb ?? 110);
  const ie = effectiveImpairment(
    input.codec ?? codecImpairments.g711,
    input.loss ?? 0,
    input.burstRatio ?? 1,
  );
  return Math.min(100, Math.max(0, ro - is - id - ie + (input.advantage ?? 0)));
}

/** Ie,eff (section 7.5, equation 7-29). */
export function effectiveImpairment(
  { ie, bpl }: CodecImpairment,
  loss: number,
  burstRatio: number,
): number {
  const percent = 100 * loss;
  return percent <= 0 ? ie : ie + ((95 - ie) * percent) / (percent / burstRatio + bpl);
}

/** The estimated mean opinion score in conversation, 1 to 4.5 (annex B). */
export function meanOpinionScore(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** No: all noises at the 0 dBr point (section 7.2). */
function noiseDbm0p(slr: number, rlr: number, ps: number, pr: number): number {
  const olr = slr + rlr;
  const send = ps - slr - DS - 100 + 0.004 * (ps - olr - DS - 14) ** 2;
  const heard = pr + 10 * log10(1 + 10 ** ((10 - (STMR + DR)) / 10));
  const receive = rlr - 121 + heard + 0.008 * (heard - 35) ** 2;
  const floor = FLOOR_NOISE_DBMP + rlr;
  return (
    10 *
    log10([CIRCUIT_NOISE_DBM0P, send, receive, floor].reduce((sum, db) => sum + 10 ** (db / 10), 0))
  );
}

/** Is: loudness, sidetone and quantising (section 7.3). */
function simultaneous(
  ro: number,
  noise: number,
  slr: number,
  rlr: number,
  delayMs: number,
  telr: number,
  qdu: number,
): number {
  const x = (slr + rlr + 0.2 * (64 + noise - rlr)) / 8;
  const loudness = 20 * ((1 + x ** 8) ** (1 / 8) - x);
  const stmr = -10 * log10(10 ** (-STMR / 10) + Math.exp(-delayMs / 4) * 10 ** (-telr / 10));
  const sidetone =
    12 * (1 + ((stmr - 13) / 6) ** 8) ** (1 / 8) -
    28 * (1 + ((stmr + 1) / 19.4) ** 35) ** (1 / 35) -
    13 * (1 + ((stmr - 3) / 33) ** 13) ** (1 / 13) +
    29;
  const q = 37 - 15 * log10(qdu);
  const g = 1.07 + 0.258 * q + 0.0602 * q * q;
  const y = (ro - 100) / 15 + 46 / 8.4 - g / 9;
  const z = 46 / 30 - g / 40;
  return loudness + sidetone + 15 * log10(1 + 10 ** y + 10 ** z);
}

/** Id: echo of talker and listener, and delay itself (section 7.4). */
function delayed(
  ro: number,
  noise: number,
  rlr: number,
  delayMs: number,
  telr: number,
  wepl: number,
): number {
  const terv =
    telr -
    40 * log10((1 + delayMs / 10) / (1 + delayMs / 150)) +
    6 * Math.exp(-0.3 * delayMs * delayMs);
  const talkerGap = (-1.5 * (noise - rlr) - (80 + 2.5 * (terv - 14))) / 2;
  const talker =
    (talkerGap + Math.sqrt(talkerGap * talkerGap + 100) - 1) * (1 - Math.exp(-delayMs));
  const listenerGap = (ro - 10.5 * (wepl + 7) * (2 * delayMs + 1) ** -0.25) / 2;
  const listener = listenerGap + Math.sqrt(listenerGap * listenerGap + 169);
  if (delayMs <= 100) return talker + listener;
  const x = Math.log2(delayMs / 100);
  const long = 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
  return talker + listener + long;
}
