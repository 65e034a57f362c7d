import { KEY_COLUMNS_HZ, KEY_PAD, KEY_ROWS_HZ } from '../audio/key-tones.ts';
import { dbm0OfMeanSquare } from '../audio/level.ts';

/** A key heard as tones: when it went down and came up, and the level of both tones together. */
export interface KeyHeard {
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly levelDbm0: number;
}

const RATE_HZ = 8000;
const FRAME = 160;
/** Tones are looked at over 15 ms, each 5 ms. */
const WINDOW = 120;
const HOP = 40;
const HOP_MS = 5;
const HISTORY = WINDOW - HOP + FRAME;
/** A key lasts 40 ms or more; what is shorter than 20 to 24 ms is none (ITU-T Q.24 table A-1): between them, by envelope. */
const LEAST_HOPS = 7;
/** Breaks of 10 ms do not divide a key, pauses of 30 ms do (ditto). */
const BRIDGED_HOPS = 3;
/** Frequencies off by 1.5 % and 2 Hz are accepted, by 3.5 % refused (ditto). */
const MOST_OFF = 0.025;
/** The higher tone may be 4 dB stronger or 8 dB weaker (ditto, AT&T); a little more for what a line adds. */
const MOST_ABOVE_DB = 6;
const MOST_BELOW_DB = 10;
/** Of each tone; −25 dBm must be heard (ditto). */
const FAINTEST_DBM0 = -34;
/** The share that the two tones must have in all sound: voices have more partials. */
const LEAST_SHARE = 0.76;
/** In one window, where the ends of tones are cut, less is enough. */
const LEAST_WINDOW_SHARE = 0.55;
/** The best frequency of a group stands out over the others by so much. */
const DOMINANCE = 6;
const EDGE_DB = 6;

const FREQUENCIES = [...KEY_ROWS_HZ, ...KEY_COLUMNS_HZ];
const TURNS = FREQUENCIES.map((hz) => (2 * Math.PI * hz) / RATE_HZ);
const COSINES = Float64Array.from(TURNS, Math.cos);
const SINES = Float64Array.from(TURNS, Math.sin);
const HOP_COSINES = Float64Array.from(TURNS, (turn) => Math.cos(turn * HOP));
const HOP_SINES = Float64Array.from(TURNS, (turn) => Math.sin(turn * HOP));

/** The two tones of a key in progress. */
interface Run {
  readonly row: number;
  readonly column: number;
  fromMs: number;
  /** End of the last window that held both. */
  toMs: number;
  /** Envelope of each 5 ms since its beginning, as mean squares. */
  readonly envelope: number[];
  missed: number;
  windows: number;
  share: number;
  rowPower: number;
  columnPower: number;
  /** Sums of the turns from window to window, against those of the nominal frequencies. */
  readonly drift: Float64Array;
}

/**
 * Hears push-button keys in band to the limits of ITU-T Q.24: length, breaks, frequency, twist, level, and against
 * voices that chance to hold such tones.
 */
export class KeyDetector {
  readonly #heard: (key: KeyHeard) => void;
  readonly #history = new Int16Array(HISTORY);
  readonly #re = new Float64Array(8);
  readonly #im = new Float64Array(8);
  readonly #reBefore = new Float64Array(8);
  readonly #imBefore = new Float64Array(8);
  readonly #power = new Float64Array(8);
  #run: Run | null = null;

  /** `heard` is told of each key when it has come up. */
  constructor(heard: (key: KeyHeard) => void) {
    this.#heard = heard;
  }

  /** Whether a key may be sounding, so that the next frame must be looked at. */
  get isBusy(): boolean {
    return this.#run !== null;
  }

  /** The next 160 samples, which begin at `atMs`. Where `mayHoldKey` is false they are only remembered. */
  push(frame: Int16Array, atMs: number, mayHoldKey = true): void {
    const history = this.#history;
    history.copyWithin(0, FRAME);
    history.set(frame, HISTORY - FRAME);
    if (!mayHoldKey && this.#run === null) return;
    for (let hop = 0; hop < FRAME / HOP; hop++) {
      this.#window(HISTORY - FRAME + (hop + 1) * HOP - WINDOW, atMs + (hop + 1) * HOP_MS);
    }
  }

  #window(start: number, endMs: number): void {
    const history = this.#history;
    let total = 0;
    let newest = 0;
    for (let n = start; n < start + WINDOW; n++) {
      const square = history[n]! * history[n]!;
      total += square;
      if (n >= start + WINDOW - HOP) newest += square;
    }
    const envelope = newest / HOP;
    const run = this.#run;
    if (dbm0OfMeanSquare(total / WINDOW) < FAINTEST_DBM0) {
      if (run !== null) this.#miss(run, envelope);
      return;
    }
    this.#transform(start);
    const row = this.#best(0);
    const column = this.#best(4);
    const power = this.#power;
    const share = row < 0 || column < 0 ? 0 : ((power[row]! + power[column]!) * WINDOW) / total;
    const isKey = share >= LEAST_WINDOW_SHARE;
    if (run !== null && isKey && row === run.row && column === run.column) {
      this.#goOn(run, share, envelope, endMs);
    } else if (run !== null) this.#miss(run, envelope);
    if (this.#run === null && isKey) this.#begin(row, column, share, envelope, endMs);
    this.#reBefore.set(this.#re);
    this.#imBefore.set(this.#im);
  }

  #begin(row: number, column: number, share: number, envelope: number, endMs: number): void {
    this.#run = {
      row,
      column,
      fromMs: endMs - HOP_MS,
      toMs: endMs,
      envelope: [envelope],
      missed: 0,
      windows: 1,
      share,
      rowPower: this.#power[row]!,
      columnPower: this.#power[column]!,
      drift: new Float64Array(4),
    };
  }

  #goOn(run: Run, share: number, envelope: number, endMs: number): void {
    run.envelope.push(envelope);
    run.toMs = endMs;
    run.windows++;
    // The windows at the ends hold less of the tones: what counts is the best that is kept up.
    run.share = Math.max(run.share * 0.98, share);
    run.rowPower = Math.max(run.rowPower, this.#power[run.row]!);
    run.columnPower = Math.max(run.columnPower, this.#power[run.column]!);
    if (run.missed === 0) {
      this.#turn(run.drift, 0, run.row);
      this.#turn(run.drift, 2, run.column);
    }
    run.missed = 0;
  }

  /** Adds how much further than its nominal frequency a tone has turned since the last window. */
  #turn(drift: Float64Array, at: number, tone: number): void {
    const re = this.#re[tone]! * this.#reBefore[tone]! + this.#im[tone]! * this.#imBefore[tone]!;
    const im = this.#im[tone]! * this.#reBefore[tone]! - this.#re[tone]! * this.#imBefore[tone]!;
    const c = HOP_COSINES[tone]!;
    const s = HOP_SINES[tone]!;
    drift[at]! += re * c + im * s;
    drift[at + 1]! += im * c - re * s;
  }

  #miss(run: Run, envelope: number): void {
    run.missed++;
    run.envelope.push(envelope);
    if (run.missed <= BRIDGED_HOPS) return;
    this.#run = null;
    this.#judge(run);
  }

  /** A key has come up: was it one? */
  #judge(run: Run): void {
    const peak = run.envelope.toSorted((a, b) => b - a)[2] ?? 0;
    const edge = peak / 10 ** (EDGE_DB / 10);
    const loud = run.envelope.map((square) => square >= edge);
    const hops = loud.lastIndexOf(true) - loud.indexOf(true) + 1;
    const offOf = (at: number, tone: number): number =>
      Math.atan2(run.drift[at + 1]!, run.drift[at]!) /
      ((2 * Math.PI * HOP) / RATE_HZ) /
      FREQUENCIES[tone]!;
    const rowOff = offOf(0, run.row);
    const columnOff = offOf(2, run.column);
    const rowPower = run.rowPower / attenuation(rowOff * FREQUENCIES[run.row]!);
    const columnPower = run.columnPower / attenuation(columnOff * FREQUENCIES[run.column]!);
    const twistDb = 10 * Math.log10(columnPower / rowPower);
    const whole = (run.share * (rowPower + columnPower)) / (run.rowPower + run.columnPower);
    const isKey =
      hops >= LEAST_HOPS &&
      Math.abs(rowOff) <= MOST_OFF &&
      Math.abs(columnOff) <= MOST_OFF &&
      twistDb <= MOST_ABOVE_DB &&
      twistDb >= -MOST_BELOW_DB &&
      dbm0OfMeanSquare(Math.min(rowPower, columnPower)) >= FAINTEST_DBM0 &&
      whole >= LEAST_SHARE;
    const key = KEY_PAD[run.row]?.[run.column - 4];
    if (!isKey || key === undefined) return;
    const fromMs = run.fromMs + loud.indexOf(true) * HOP_MS;
    this.#heard({
      key,
      fromMs,
      toMs: fromMs + hops * HOP_MS,
      levelDbm0: dbm0OfMeanSquare(rowPower + columnPower),
    });
  }

  /** The tone of a group that stands out, by its number; −1 where none does. */
  #best(from: number): number {
    const power = this.#power;
    let best = from;
    for (let n = from + 1; n < from + 4; n++) if (power[n]! > power[best]!) best = n;
    for (let n = from; n < from + 4; n++)
      if (n !== best && power[n]! * DOMINANCE > power[best]!) return -1;
    return best;
  }

  /** Goertzel's filters, with phases against the end of the window; powers are mean squares. */
  #transform(start: number): void {
    const history = this.#history;
    for (let tone = 0; tone < 8; tone++) {
      const coefficient = 2 * COSINES[tone]!;
      let s1 = 0;
      let s2 = 0;
      for (let n = start; n < start + WINDOW; n++) {
        const s0 = history[n]! + coefficient * s1 - s2;
        s2 = s1;
        s1 = s0;
      }
      const re = s1 - s2 * COSINES[tone]!;
      const im = s2 * SINES[tone]!;
      this.#re[tone] = re;
      this.#im[tone] = im;
      this.#power[tone] = (2 * (re * re + im * im)) / (WINDOW * WINDOW);
    }
  }
}

/** How much a window takes of a tone that lies so many Hz beside its filter. */
function attenuation(offHz: number): number {
  const x = (Math.PI * offHz * WINDOW) / RATE_HZ;
  return Math.abs(x) < 1e-6 ? 1 : (Math.sin(x) / x) ** 2;
}
