import { dbm0OfMeanSquare } from '../audio/level.ts';
import { Spectrum } from '../audio/spectrum.ts';
import { PRINT_HOP_MS, WEAKEST_BITS, type Print } from './print.ts';

const FRAME_SAMPLES = 160;
const BITS = 32;
/** One band more than bits: a bit compares neighbours. */
const BANDS = BITS + 1;
const SIZE = 512;
const BIN_HZ = 8000 / SIZE;
/** The telephone band (ITU-T G.712). */
const LOWEST_HZ = 300;
const HIGHEST_HZ = 3400;
/** The narrowest band: three bins. Above, bands widen in proportion, as the ear's do. */
const NARROWEST_HZ = 45;
/** A band's energy is averaged over 240 ms and held against that of 100 ms before. */
const AVERAGED = 12;
const LAG = 5;
const ROWS = AVERAGED + LAG;
/** The middle of what a word looks at lies so many frames back of the newest. */
const BEHIND = 9;
/** Samples below this are what G.711 makes of nothing (its steps there are 16). */
const AUDIBLE = 20;
/** Below this level in the band there is only the channel's own noise. */
const DEAF_DBM0 = -56;
/** A steady sound: the energy that moves is less than this share of it. */
const STEADY_SHARE = 0.06;
/** A tone: what moves, moves in fewer bands than this. */
const NARROW_BANDS = 1.8;
const FIRST_CAPACITY = 512;

/** The average of the newer rows less that of the older, by Hann's window. */
const KERNEL = kernel();
const KERNEL_SIZES = KERNEL.map(Math.abs);
/** Bands are summed so many at a time, in sums that do not wait for one another. */
const AT_ONCE = 3;
const EDGES = bandEdges();
/** Room for one word's work, which all sounds share. */
const moved = new Float64Array(BANDS);
const strength = new Float64Array(BITS);
/** The least strengths so far, in order, and whose they are. */
const least = new Float64Array(WEAKEST_BITS);
const leastBit = new Uint8Array(WEAKEST_BITS);

/** Makes the print of a sound while it comes in, 20 ms at a time; a word is there 180 ms after its sound. */
export class PrintMaker {
  private readonly spectrum = new Spectrum(SIZE);
  private readonly history = new Int16Array(SIZE);
  private readonly rows = new Float32Array(ROWS * BANDS);
  /** What the bands of each row have together. */
  private readonly sums = new Float32Array(ROWS);
  private frames = 0;
  private quietFrames = 0;
  private kept: Uint32Array = new Uint32Array(FIRST_CAPACITY);
  private weak: Uint32Array = new Uint32Array(FIRST_CAPACITY);
  private count = 0;

  /** How many words there are. */
  get length(): number {
    return this.count;
  }

  /** The next 160 samples at 8 kHz. */
  push(frame: Int16Array): void {
    const { history } = this;
    history.copyWithin(0, FRAME_SAMPLES);
    const tail = SIZE - FRAME_SAMPLES;
    let peak = 0;
    history.set(frame, tail);
    for (let n = 0; n < FRAME_SAMPLES; n += 1) {
      const sample = frame[n]!;
      if (sample > peak) peak = sample;
      else if (-sample > peak) peak = -sample;
    }
    this.quietFrames = peak < AUDIBLE ? this.quietFrames + 1 : 0;
    this.addRow();
    this.frames += 1;
    if (this.frames > BEHIND) this.addWord();
  }

  /** The sound is over: adds the words of its last 180 ms. */
  end(): void {
    const silence = new Int16Array(FRAME_SAMPLES);
    const wanted = this.frames;
    while (this.count < wanted) this.push(silence);
  }

  /** The words from number `from` to before `to`; those before the first or after the last are left out. */
  print(from = 0, to = this.count): Print {
    const first = Math.max(0, from);
    const end = Math.max(first, Math.min(to, this.count));
    return {
      words: this.kept.slice(first, end),
      hopMs: PRINT_HOP_MS,
      weakest: this.weak.slice(first, end),
    };
  }

  /** The words from number `from` on, without copying: to be used before the next `push`. */
  recent(from: number): Print {
    return {
      words: this.kept.subarray(from, this.count),
      hopMs: PRINT_HOP_MS,
      weakest: this.weak.subarray(from, this.count),
    };
  }

  private addRow(): void {
    const at = (this.frames % ROWS) * BANDS;
    if (this.quietFrames * FRAME_SAMPLES >= SIZE) {
      this.rows.fill(0, at, at + BANDS);
      this.sums[this.frames % ROWS] = 0;
      return;
    }
    const power = this.spectrum.analyse(this.history, 0);
    let whole = 0;
    for (let band = 0; band < BANDS; band += 1) {
      let sum = 0;
      const to = EDGES[band + 1]!;
      for (let bin = EDGES[band]!; bin < to; bin += 1) sum += power[bin]!;
      this.rows[at + band] = sum;
      whole += sum;
    }
    this.sums[this.frames % ROWS] = whole;
  }

  private addWord(): void {
    if (this.quietFrames >= ROWS + SIZE / FRAME_SAMPLES) {
      this.keep(0);
      return;
    }
    for (let band = 0; band < BANDS; band += AT_ONCE) this.addMovement(band);
    let word = 0;
    for (let bit = 0; bit < BITS; bit += 1) {
      const difference = moved[bit]! - moved[bit + 1]!;
      strength[bit] = Math.abs(difference);
      if (difference > 0) word |= 1 << bit;
    }
    this.keep(this.saysSomething(this.energy()) ? word >>> 0 || 1 : 0);
  }

  /** How much energy there is in the rows. */
  private energy(): number {
    let energy = 0;
    let row = this.frames % ROWS;
    for (let n = 0; n < ROWS; n += 1) {
      energy += KERNEL_SIZES[n]! * this.sums[row]!;
      row = row + 1 === ROWS ? 0 : row + 1;
    }
    return energy;
  }

  /** How the energy of three bands has moved over the rows. */
  private addMovement(band: number): void {
    const { rows } = this;
    let first = 0;
    let second = 0;
    let third = 0;
    // The row written last is the newest; the one after it in the ring the oldest.
    let row = this.frames % ROWS;
    for (let n = 0; n < ROWS; n += 1) {
      const at = row * BANDS + band;
      const weight = KERNEL[n]!;
      first += weight * rows[at]!;
      second += weight * rows[at + 1]!;
      third += weight * rows[at + 2]!;
      row = row + 1 === ROWS ? 0 : row + 1;
    }
    moved[band] = first;
    moved[band + 1] = second;
    moved[band + 2] = third;
  }

  /** Whether there is sound, and movement in more than a tone's bands. */
  private saysSomething(energy: number): boolean {
    // A sine of peak amplitude A gives about 1.5 A² over its lobe, and its mean square is A²/2.
    if (dbm0OfMeanSquare(energy / KERNEL_WEIGHT / 3) < DEAF_DBM0) return false;
    let sum = 0;
    let squares = 0;
    for (let band = 0; band < BANDS; band += 1) {
      const value = Math.abs(moved[band]!);
      sum += value;
      squares += value * value;
    }
    return sum >= energy * STEADY_SHARE && sum * sum >= squares * NARROW_BANDS;
  }

  private keep(word: number): void {
    if (this.count === this.kept.length) {
      const words = new Uint32Array(this.count * 2);
      words.set(this.kept);
      this.kept = words;
      const weak = new Uint32Array(this.count * 2);
      weak.set(this.weak);
      this.weak = weak;
    }
    this.kept[this.count] = word;
    if (word !== 0) this.weak[this.count] = this.weakestBits();
    this.count += 1;
  }

  /** The bits that rest on the least differences, the first of equal ones before the later. */
  private weakestBits(): number {
    let found = 0;
    for (let bit = 0; bit < BITS; bit += 1) {
      const value = strength[bit]!;
      if (found === WEAKEST_BITS && value >= least[WEAKEST_BITS - 1]!) continue;
      let at = found === WEAKEST_BITS ? WEAKEST_BITS - 1 : found++;
      for (; at > 0 && value < least[at - 1]!; at -= 1) {
        least[at] = least[at - 1]!;
        leastBit[at] = leastBit[at - 1]!;
      }
      least[at] = value;
      leastBit[at] = bit;
    }
    let bits = 0;
    for (let rank = 0; rank < WEAKEST_BITS; rank += 1) bits |= 1 << leastBit[rank]!;
    return bits >>> 0;
  }
}

/** The print of a whole sound: samples of 16 bits, mono, 8 kHz. */
export function printOf(samples: Int16Array): Print {
  const maker = new PrintMaker();
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    maker.push(samples.subarray(at, at + FRAME_SAMPLES));
  }
  maker.end();
  return maker.print();
}

function kernel(): Float64Array {
  const weights = new Float64Array(ROWS);
  for (let n = 0; n < AVERAGED; n += 1) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / AVERAGED);
    weights[n + LAG]! += hann;
    weights[n]! -= hann;
  }
  return weights;
}

const KERNEL_WEIGHT = KERNEL.reduce((sum, weight) => sum + Math.abs(weight), 0);

/** The first bin of each band, and the one after the last: as narrow as may be below, in proportion above. */
function bandEdges(): Int32Array {
  for (let ratio = 0; ratio < 0.2; ratio += 0.0005) {
    const edges = [LOWEST_HZ];
    while (edges.at(-1)! < HIGHEST_HZ) {
      edges.push(edges.at(-1)! + Math.max(NARROWEST_HZ, edges.at(-1)! * ratio));
    }
    if (edges.length - 1 > BANDS) continue;
    const scale = (HIGHEST_HZ - LOWEST_HZ) / (edges.at(-1)! - LOWEST_HZ);
    return Int32Array.from(edges, (hz) =>
      Math.ceil((LOWEST_HZ + (hz - LOWEST_HZ) * scale) / BIN_HZ),
    );
  }
  throw new RangeError('the telephone band cannot be cut so');
}
