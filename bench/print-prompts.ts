import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  PrintIndex,
  printOf,
  readWav,
  RECORDING_MISFIT,
  type PrintMatch,
} from '@everyline/telephony';

import { upperBound } from './intervals.ts';
import { throughNetwork, type Wear } from './print-sounds.ts';

/** Where Debian's packages put recorded prompts. */
const PROMPTS = '/usr/share/asterisk/sounds';
const SHORTEST_MS = 1600;
/** A prompt is asked for from every second of it on. */
const STEP_SAMPLES = 8_000;
/** Waveforms that agree so well over a second are one take, cut and used twice. */
const SAME_TAKE = 0.8;

/** The screaming monkeys of all packages are one recording. */
const SHARED_EFFECT = 'tt-monkeys';

/** One recorded prompt: mono, 8 kHz. */
interface Prompt {
  readonly speaker: string;
  readonly name: string;
  readonly samples: Int16Array;
}

/** The recorded prompts below a folder that holds one folder for each speaker; null where there are none. */
export function promptsOf(folder = PROMPTS): Prompt[] | null {
  let speakers: string[];
  try {
    speakers = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .toSorted();
  } catch {
    return null;
  }
  const prompts = speakers.flatMap((speaker) =>
    readdirSync(join(folder, speaker), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.wav') && !file.startsWith(SHARED_EFFECT))
      .toSorted()
      .flatMap((name): Prompt[] => {
        const reading = readWav(new Uint8Array(readFileSync(join(folder, speaker, name))));
        if (!reading.ok || reading.sampleRateHz !== 8_000) return [];
        const { samples } = reading;
        return samples.length >= SHORTEST_MS * 8 ? [{ speaker, name, samples }] : [];
      }),
  );
  return prompts.length === 0 ? null : prompts;
}

/**
 * Real voices: every prompt is looked up among all others. A speaker says the same words in many prompts, and sometimes
 * one take was cut into several: where the waveforms agree, the match is a true one.
 */
export function strangerPrompts(
  prompts: readonly Prompt[],
  random: () => number,
  wear: Wear,
): object {
  const index = new PrintIndex();
  for (const [n, { samples }] of prompts.entries()) index.add(String(n), printOf(samples));
  let queries = 0;
  let matched = 0;
  let asRecording = 0;
  let sameTakes = 0;
  const pairs = new Set<string>();
  for (const [n, prompt] of prompts.entries()) {
    const { samples } = prompt;
    for (let from = 0; from + SHORTEST_MS * 8 <= samples.length; from += STEP_SAMPLES) {
      queries += 1;
      const others = index
        .find(printOf(throughNetwork(samples, random, wear, from)))
        .filter(({ id }) => id !== String(n));
      const strangers = others.filter(
        (match) => !isSameTake(samples.subarray(from), prompts[Number(match.id)]!.samples, match),
      );
      if (others.length > strangers.length) sameTakes += 1;
      if (strangers.length === 0) continue;
      matched += 1;
      if (strangers.some(({ misfit }) => misfit <= RECORDING_MISFIT)) asRecording += 1;
      for (const { id } of strangers) pairs.add(`${prompt.name} ~ ${prompts[Number(id)]!.name}`);
    }
  }
  return {
    speakers: new Set(prompts.map(({ speaker }) => speaker)).size,
    ...{ prompts: prompts.length, queries, sameTakes, matched, asRecording },
    ...{
      upper95: upperBound(matched, queries),
      asRecordingUpper95: upperBound(asRecording, queries),
    },
    pairs: [...pairs].slice(0, 20),
  };
}

/** Whether the waveforms agree over the middle second of the match, somewhere within 40 ms. */
function isSameTake(query: Int16Array, other: Int16Array, match: PrintMatch): boolean {
  const length = 8 * Math.min(1000, match.toMs - match.fromMs);
  const middle = (match.toMs - match.fromMs) / 2 - length / 16;
  const one = query.subarray(8 * (match.fromMs + middle), 8 * (match.fromMs + middle) + length);
  const place = Math.round(8 * (match.offsetMs + middle));
  let best = 0;
  for (let away = -320; away <= 320; away += 1) {
    const from = place + away;
    if (from < 0 || from + length > other.length) continue;
    let product = 0;
    let energy = 1;
    let otherEnergy = 1;
    for (let at = 0; at < length; at += 1) {
      const a = one[at] ?? 0;
      const b = other[from + at] ?? 0;
      product += a * b;
      energy += a * a;
      otherEnergy += b * b;
    }
    best = Math.max(best, product / Math.sqrt(energy * otherEnergy));
  }
  return best >= SAME_TAKE;
}
