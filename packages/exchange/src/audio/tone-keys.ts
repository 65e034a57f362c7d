/** The frequencies of ITU-T Q.23, and the keys where they cross. */
const lowHz = [697, 770, 852, 941];
const highHz = [1209, 1336, 1477, 1633];
const keys = ['123A', '456B', '789C', '*0#D'];
/** Blocks of 102 samples tell neighbours of Q.23 apart, 1.5 % off (ITU-T Q.24); four alike in a row, 51 ms, are a key. */
const blockSamples = 102;
const blocksOfKey = 4;
/** Both tones together hold at least so much of the sound, and neither is fainter than this. */
const leastShare = 0.7;
const leastMeanSquare = 40_000;
/** The strongest tone of a group stands so far above the next, and the groups lie so near each other, in power. */
const aboveNext = 6;
const mostTwist = 10;

/**
 * Hears keys in the caller's audio, written apart from telephony's: the called side must not share the calling side's
 * mistakes. Goertzel's filters at the eight frequencies.
 */
export class ToneKeys {
  readonly #block = new Float64Array(blockSamples);
  #filled = 0;
  #key: string | null = null;
  #blocks = 0;

  /** The next samples; gives the keys that were pressed in them, each once. */
  push(samples: Int16Array): readonly string[] {
    const found: string[] = [];
    for (const sample of samples) {
      this.#block[this.#filled] = sample;
      this.#filled += 1;
      if (this.#filled < blockSamples) continue;
      this.#filled = 0;
      const key = keyIn(this.#block);
      this.#blocks = key === this.#key ? this.#blocks + 1 : 1;
      this.#key = key;
      if (key !== null && this.#blocks === blocksOfKey) found.push(key);
    }
    return found;
  }
}

function keyIn(block: Float64Array): string | null {
  const total = block.reduce((sum, value) => sum + value * value, 0);
  if (total / blockSamples < leastMeanSquare) return null;
  const low = strongest(lowHz.map((hz) => power(block, hz)));
  const high = strongest(highHz.map((hz) => power(block, hz)));
  if (low === null || high === null) return null;
  const isTwisted = low.power > mostTwist * high.power || high.power > mostTwist * low.power;
  // A sine of amplitude A has power (A·N/2)² here and energy A²·N/2 in the block.
  const share = ((low.power + high.power) * 2) / blockSamples / total;
  return isTwisted || share < leastShare ? null : (keys[low.at]?.[high.at] ?? null);
}

function strongest(
  powers: readonly number[],
): { readonly at: number; readonly power: number } | null {
  const most = Math.max(...powers);
  const at = powers.indexOf(most);
  return powers.some((one, n) => n !== at && one * aboveNext > most) ? null : { at, power: most };
}

/** Goertzel's algorithm: the squared magnitude of the block at a frequency. */
function power(block: Float64Array, hz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / 8000);
  let before = 0;
  let last = 0;
  for (const value of block) {
    const next = value + factor * last - before;
    before = last;
    last = next;
  }
  return last * last + before * before - factor * last * before;
}
