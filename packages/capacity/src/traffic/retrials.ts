/** Who finds all lines occupied tries again. */
export interface Retrials {
  /** New calls a second times mean holding time in seconds. */
  readonly offeredErlangs: number;
  /** Number of lines, whole, ≥ 1. */
  readonly lines: number;
  /** How many times a holding time one who waits to try again does so: holding time / mean time between tries, > 0. */
  readonly triesPerHoldingTime: number;
  /** The share that tries again after the first failure, 0–1. */
  readonly firstPersistence: number;
  /** The share that tries again after each later failure, 0–1. */
  readonly laterPersistence: number;
}

export interface RetrialFigures {
  /** The share of the time in which all lines are occupied: what a test call meets, 0–1. */
  readonly blocking: number;
  /** The share of all tries, first and repeated, that fail, 0–1. */
  readonly triesFailed: number;
  /** The share of callers that never get through, 0–1. */
  readonly lost: number;
  /** Tries a caller makes on average, ≥ 1. */
  readonly triesEach: number;
  /** How many callers on average are about to try again. */
  readonly meanWaiting: number;
  /** Mean number of occupied lines, in erlangs. */
  readonly carriedErlangs: number;
}

/** The chance of still more callers waiting to try again than are counted is below this. */
const NEGLIGIBLE = 1e-14;
const MOST_WAITING = 1 << 20;
/** Sums that grow beyond this are scaled down. */
const LARGE = 1e200;

/**
 * The loss line whose blocked callers try again (M/M/c retrial queue with impatience; Falin and Templeton, 1997, chapter
 * 2), in its steady state. Exact but for truncation where a chance of 1e-14 is left. Only a call that finds all
 * lines occupied adds to those who wait to try again, so each level of the chain follows from the one below by one
 * vector, found from the top down by elimination: the work is lines × most waiting.
 * Null where everybody tries until served and the load is not below the number of lines. Throws `RangeError` for
 * arguments that are none.
 */
export function retrialLine(line: Retrials): RetrialFigures | null {
  const { offeredErlangs, lines, triesPerHoldingTime, firstPersistence, laterPersistence } = line;
  const shares = [firstPersistence, laterPersistence];
  if (
    !(offeredErlangs > 0 && Number.isFinite(offeredErlangs)) ||
    !(Number.isInteger(lines) && lines >= 1) ||
    !(triesPerHoldingTime > 0 && Number.isFinite(triesPerHoldingTime)) ||
    !shares.every((share) => share >= 0 && share <= 1)
  ) {
    throw new RangeError(
      'a line with retrials needs a load > 0, whole lines ≥ 1, tries > 0 and persistence of 0–1',
    );
  }
  const isPatient = firstPersistence > 0 && laterPersistence === 1;
  if (isPatient && offeredErlangs >= lines && firstPersistence === 1) return null;
  for (let levels = 64; levels <= MOST_WAITING; levels *= 2) {
    const figures = solve(line, levels);
    if (figures !== null) return figures;
  }
  return null;
}

/** Solves the chain with so many waiting at most; null where more than that is too likely. */
function solve(line: Retrials, levels: number): RetrialFigures | null {
  const { offeredErlangs: load, lines, triesPerHoldingTime: rate } = line;
  const { firstPersistence, laterPersistence } = line;
  const stride = lines + 1;
  // vectors[j]: chances of 0 to `lines` occupied while j wait, for each chance of (all occupied, j − 1 wait).
  const vectors = new Float64Array((levels + 1) * stride);
  const below = new Float64Array(stride);
  const work = new Float64Array(stride);
  let above: Float64Array | null = null;
  for (let waiting = levels; waiting >= 0; waiting -= 1) {
    // What comes down from the level above, for each chance of (all occupied, here).
    below.fill(0);
    if (above !== null) {
      const tries = (waiting + 1) * rate;
      for (let busy = 0; busy < lines; busy += 1) below[busy + 1] = above[busy]! * tries;
      below[lines]! += above[lines]! * tries * (1 - laterPersistence);
    }
    const vector = vectors.subarray(waiting * stride, (waiting + 1) * stride);
    eliminate(vector, work, below, load, lines, waiting * rate);
    if (waiting > 0) {
      // As many callers come up to this level as leave it downward; sums only, so that nothing cancels.
      let idle = 0;
      for (let busy = 0; busy < lines; busy += 1) idle += vector[busy]!;
      const scale = (load * firstPersistence) / (waiting * rate * (idle + 1 - laterPersistence));
      for (let busy = 0; busy <= lines; busy += 1) vector[busy]! *= scale;
    }
    above = vector;
  }
  return figuresOf(line, vectors, levels);
}

/** Chances of 0 to lines − 1 occupied on a level, for a chance of 1 of all occupied there (Thomas' elimination). */
function eliminate(
  vector: Float64Array,
  work: Float64Array,
  below: Float64Array,
  load: number,
  lines: number,
  tries: number,
): void {
  // Column k: (load + k + tries) x_k − load x_(k−1) − (k + 1) x_(k+1) = below_k. What a pivot has beyond the load follows
  // without a subtraction.
  let beyond = tries;
  let right = 0;
  for (let k = 0; k < lines; k += 1) {
    if (k > 0) beyond = tries + (k * beyond) / (load + beyond);
    const pivot = load + beyond;
    right = (below[k]! + (k === 0 ? 0 : load * right)) / pivot;
    work[k] = (k + 1) / pivot;
    vector[k] = right;
  }
  vector[lines] = 1;
  for (let k = lines - 1; k >= 0; k -= 1) vector[k]! += work[k]! * vector[k + 1]!;
}

function figuresOf(line: Retrials, vectors: Float64Array, levels: number): RetrialFigures | null {
  const { offeredErlangs, lines, triesPerHoldingTime, firstPersistence, laterPersistence } = line;
  const stride = lines + 1;
  let weight = 1;
  let total = 0;
  let occupied = 0;
  let carried = 0;
  let meanWaiting = 0;
  let failedRetries = 0;
  let level = 0;
  for (let waiting = 0; waiting <= levels; waiting += 1) {
    level = 0;
    for (let busy = 0; busy <= lines; busy += 1) {
      const chance = weight * vectors[waiting * stride + busy]!;
      level += chance;
      carried += chance * busy;
    }
    const all = weight * vectors[waiting * stride + lines]!;
    total += level;
    occupied += all;
    meanWaiting += waiting * level;
    failedRetries += waiting * triesPerHoldingTime * all;
    weight = all;
    if (total > LARGE) {
      // Where very many wait, the chance of none is beyond all numbers beside theirs.
      const scale = 1 / total;
      weight *= scale;
      level *= scale;
      occupied *= scale;
      carried *= scale;
      meanWaiting *= scale;
      failedRetries *= scale;
      total = 1;
    }
    // Levels far up are rare beyond what numbers can tell; levels fall off steadily.
    if (level < total * NEGLIGIBLE * 1e-3) break;
  }
  if (level > total * NEGLIGIBLE) return null;
  const blocking = occupied / total;
  const retries = (meanWaiting / total) * triesPerHoldingTime;
  const lostFirst = offeredErlangs * blocking * (1 - firstPersistence);
  const lostLater = (failedRetries / total) * (1 - laterPersistence);
  return {
    blocking,
    triesFailed: (offeredErlangs * blocking + failedRetries / total) / (offeredErlangs + retries),
    lost: (lostFirst + lostLater) / offeredErlangs,
    triesEach: (offeredErlangs + retries) / offeredErlangs,
    meanWaiting: meanWaiting / total,
    carriedErlangs: carried / total,
  };
}
