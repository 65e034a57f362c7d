import { PrintIndex, printOf, slicePrint, type Print } from '@everyline/telephony';

import { saidAnew } from '../packages/exchange/src/audio/live-speech.ts';
import { upperBound } from './intervals.ts';
import {
  inParallel,
  phraseOf,
  queryMs,
  sentenceOf,
  speakerOf,
  spoken,
  throughNetwork,
  type Wear,
} from './print-sounds.ts';

const sayings = 12;
/** A prompt is heard somewhere within the query. */
const beforeMs = 500;
/** What a call cuts out of it goes so far beyond the prompt. */
const edgeMs = 100;
/** Longer ones are no short prompts. */
const longestMs = 1_500;

function within(prompt: Int16Array): Int16Array {
  const all = new Int16Array(queryMs * 8 + 2);
  all.set(prompt, beforeMs * 8);
  return all;
}

/** How a prompt of its own is worn, whatever silence stands around it. */
function heard(prompt: Int16Array, random: () => number, wear: Wear): Print {
  const quieter = 10 * Math.log10((queryMs * 8) / prompt.length);
  const worn = { ...wear, snrDb: wear.snrDb - quieter };
  return printOf(throughNetwork(within(prompt), random, worn, 0));
}

/**
 * Prompts of one to six syllables, or one to four words, as one call has heard them: how often another call knows them,
 * and how often they are found in the same words said again by the same voice, and in other sentences.
 */
export async function shortPrompts(speakerCount: number, random: () => number): Promise<object> {
  const wear: Wear = { snrDb: 25, lossRate: 0.01, speed: 1 };
  const speakers = Array.from({ length: speakerCount }, () => {
    const speaker = speakerOf(random);
    return { speaker, texts: Array.from({ length: sayings }, () => phraseOf(speaker, random)) };
  });
  const prompts: Int16Array[] = [];
  await inParallel(speakerCount, async (turn) => {
    const { speaker, texts } = speakers[turn]!;
    for (const sound of await spoken(speaker, texts))
      if (sound.length <= longestMs * 8) prompts.push(sound);
  });
  const index = new PrintIndex();
  for (const [n, prompt] of prompts.entries()) {
    const fromMs = beforeMs - edgeMs;
    const toMs = beforeMs + prompt.length / 8 + edgeMs;
    index.add(String(n), slicePrint(heard(prompt, random, wear), fromMs, toMs));
  }
  const lengths = [600, 800, 1_000, 1_200, 1_500];
  const bands = lengths.map((toMs, at) => {
    const fromMs = lengths[at - 1] ?? 0;
    return { fromMs, toMs, prompts: 0, clean: 0, worn: 0, saidAgain: 0, takenForIt: 0 };
  });
  let othersNamed = 0;
  for (const [n, prompt] of prompts.entries()) {
    const band = bands.find(({ toMs }) => prompt.length / 8 <= toMs)!;
    const isNamed = (print: Print): boolean => {
      const found = index.find(print);
      if (found.some(({ id }) => id !== String(n))) othersNamed += 1;
      return found.some(({ id }) => id === String(n));
    };
    band.prompts += 1;
    if (isNamed(heard(prompt, random, { snrDb: 40, lossRate: 0, speed: 1 }))) band.clean += 1;
    if (isNamed(heard(prompt, random, wear))) band.worn += 1;
    for (let turn = 0; turn < 4; turn += 1) {
      band.saidAgain += 1;
      if (isNamed(heard(saidAnew(prompt, random), random, wear))) band.takenForIt += 1;
    }
  }
  let queries = 0;
  let matched = 0;
  await inParallel(speakerCount, async () => {
    const speaker = speakerOf(random);
    const texts = Array.from({ length: sayings }, () => sentenceOf(speaker, random, 4));
    for (const sound of await spoken(speaker, texts)) {
      for (let from = 0; from + queryMs * 8 + 2 <= sound.length; from += queryMs * 8) {
        queries += 1;
        const print = printOf(throughNetwork(sound, random, wear, from));
        if (index.find(print).length > 0) matched += 1;
      }
    }
  });
  const again = bands.reduce((sum, { saidAgain }) => sum + saidAgain, 0);
  const taken = bands.reduce((sum, { takenForIt }) => sum + takenForIt, 0);
  return {
    ...{ library: index.size, bands, othersNamed },
    saidAgain: { queries: again, matched: taken, upper95: upperBound(taken, again) },
    otherSentences: { queries, matched, upper95: upperBound(matched, queries) },
  };
}
