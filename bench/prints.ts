import {
  decodeALaw,
  PrintIndex,
  printOf,
  readPrint,
  RECORDING_MISFIT,
  writePrint,
  type Print,
} from '@everyline/telephony';

import { saidAnew } from '../packages/exchange/src/audio/live-speech.ts';
import { musicSound } from '../packages/exchange/src/audio/music.ts';
import { between, seededRandom } from '../packages/exchange/src/seeded-random.ts';
import { upperBound } from './intervals.ts';
import type { BenchOptions } from './main.ts';
import {
  inParallel,
  queryMs,
  sentenceOf,
  speakerOf,
  spoken,
  throughNetwork,
  type Wear,
} from './print-sounds.ts';
import { promptsOf, strangerPrompts } from './print-prompts.ts';
import { shortPrompts } from './print-short.ts';
import { quantile } from './quantiles.ts';

const librarySize = 10_000;
/** So many sentences each speaker says. */
const sayings = 12;
/** So many strangers speak; their sentences are longer, for five queries each or more. */
const strangerCount = 550;
const strangerTurns = 4;
/** Of so many sounds of the library there is one speaker of short prompts. */
const shortSpeakers = 25;

function lengthsOfTime(values: readonly number[]) {
  const at = (share: number) => Number(quantile(values, share).toFixed(3));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Whole prints as they come from the store, which grouping looks up: with what is kept of their bits, and without. */
function storedPrints(index: PrintIndex, prints: readonly Print[]): object {
  const timed = (print: Print): number => {
    const read = readPrint(writePrint(print));
    if (read === null) throw new Error('a print was not read as it was written');
    const before = performance.now();
    index.find(read);
    return performance.now() - before;
  };
  const lengthMs = prints.reduce((sum, { words }) => sum + words.length * 20, 0) / prints.length;
  return {
    prints: prints.length,
    meanMs: Math.round(lengthMs),
    lookUpMs: lengthsOfTime(prints.map(timed)),
    lookUpMsOfVersion1: lengthsOfTime(prints.map(({ words, hopMs }) => timed({ words, hopMs }))),
  };
}

/** Queries with sounds that are not in the library, and what was found none the less. */
interface Strangers {
  sounds: number;
  queries: number;
  /** Something was named. */
  matched: number;
  /** Something was named so surely that an unlabelled sound would be taken for a recording. */
  asRecording: number;
}

function shares(strangers: Strangers): object {
  const { queries, matched, asRecording } = strangers;
  return {
    ...strangers,
    ...{ share: matched / queries, upper95: upperBound(matched, queries) },
    asRecordingUpper95: upperBound(asRecording, queries),
  };
}

function summed(all: readonly Strangers[]): Strangers {
  const sum = (of: (one: Strangers) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    sounds: sum(({ sounds }) => sounds),
    queries: sum(({ queries }) => queries),
    matched: sum(({ matched }) => matched),
    asRecording: sum(({ asRecording }) => asRecording),
  };
}

/**
 * Fingerprints in a large library: how fast 3 s are looked up, how often the right recording is found, and how often
 * a sound is found that is not there, with the bound below which its probability lies at 95 %. The material is
 * espeak-ng's (two languages, nine voices, any pitch and pace, sentences put together by chance), with tunes beside it;
 * and, where Debian's packages of recorded prompts are installed, each prompt beside all others of its speaker.
 */
export async function run(options: BenchOptions): Promise<object> {
  const size = Number(options.flags['size'] ?? librarySize);
  const seed = options.flags['seed'] ?? '1';
  const random = seededRandom(`prints/${seed}`);
  const tunes = Math.floor(size / 100);
  const speakers = Array.from({ length: Math.ceil((size - tunes) / sayings) }, () => {
    const speaker = speakerOf(random);
    const texts = Array.from({ length: sayings }, () => sentenceOf(speaker, random));
    return { speaker, texts };
  });
  const kept = Math.ceil(size / 10);
  const sounds: Int16Array[] = [];
  const prints: Print[] = [];
  const index = new PrintIndex();
  const rssBefore = process.memoryUsage();
  let seconds = 0;
  await inParallel(speakers.length, async (turn) => {
    const { speaker, texts } = speakers[turn]!;
    for (const [place, sound] of (await spoken(speaker, texts)).entries()) {
      const n = turn * sayings + place;
      seconds += sound.length / 8_000;
      if (n < kept) sounds[n] = sound;
      prints[n] = printOf(sound);
    }
  });
  for (let n = 0; n < tunes; n += 1) {
    const { octets } = musicSound(seededRandom(`prints/${seed}/tune/${n}`));
    prints.push(printOf(decodeALaw(octets.subarray(0, 80_000))));
  }
  for (const [n, print] of prints.entries()) index.add(String(n), print);
  const words = prints.reduce((sum, print) => sum + print.words.length, 0);

  const lookUpsMs: number[] = [];
  const find = (sound: Int16Array) => {
    const print = printOf(sound);
    const before = performance.now();
    const found = index.find(print);
    lookUpsMs.push(performance.now() - before);
    return found;
  };
  const recall = (wear: Wear, queries: number) => {
    let right = 0;
    let elsewhere = 0;
    for (let n = 0; n < queries; n += 1) {
      const id = n % kept;
      const found = find(throughNetwork(sounds[id]!, random, wear));
      if (found[0]?.id === String(id)) right += 1;
      if (found.some((one) => one.id !== String(id))) elsewhere += 1;
    }
    return { queries, found: right / queries, othersNamedToo: elsewhere / queries };
  };
  const queries = Math.min(kept, Number(options.flags['queries'] ?? '1000'));
  const recalls = {
    'as it is': recall({ snrDb: 40, lossRate: 0, speed: 1 }, queries),
    '15 dB, 5 % lost': recall({ snrDb: 15, lossRate: 0.05, speed: 1 }, queries),
    '1 % fast, 25 dB': recall({ snrDb: 25, lossRate: 0, speed: 1.01 }, queries),
    '1 % slow, 25 dB': recall({ snrDb: 25, lossRate: 0, speed: 0.99 }, queries),
  };
  const stored = storedPrints(index, prints.slice(0, Math.min(200, kept)));

  const strange: Wear = { snrDb: 25, lossRate: 0.01, speed: 1 };
  const nothing = (): Strangers => ({ sounds: 0, queries: 0, matched: 0, asRecording: 0 });
  const ask = (into: Strangers, sound: Int16Array): void => {
    const found = find(sound);
    into.queries += 1;
    if (found.length > 0) into.matched += 1;
    if (found.some(({ misfit }) => misfit <= RECORDING_MISFIT)) into.asRecording += 1;
  };
  /** Each sound is asked for in four parts anywhere within it. */
  const askFourTimes = (into: Strangers, sound: Int16Array): void => {
    into.sounds += 1;
    for (let turn = 0; turn < 4; turn += 1) ask(into, throughNetwork(sound, random, strange));
  };
  const otherSentences = nothing();
  const others = Number(options.flags['strangers'] ?? (strangerCount * size) / librarySize);
  await inParallel(Math.ceil(others), async () => {
    const speaker = speakerOf(random);
    const texts = Array.from({ length: sayings }, () => sentenceOf(speaker, random, strangerTurns));
    for (const sound of await spoken(speaker, texts)) {
      otherSentences.sounds += 1;
      for (let from = 0; from + queryMs * 8 + 2 <= sound.length; from += queryMs * 8) {
        ask(otherSentences, throughNetwork(sound, random, strange, from));
      }
    }
  });
  const saidAgain = nothing();
  await inParallel(Math.floor(queries / sayings), async (turn) => {
    const { speaker, texts } = speakers[turn]!;
    const changed = (value: number, by: number) => value + (random() < 0.5 ? -by : by);
    const again = {
      ...speaker,
      wordsPerMinute: changed(speaker.wordsPerMinute, Math.round(between(8, 20, random))),
      pitch: changed(speaker.pitch, Math.round(between(6, 15, random))),
    };
    for (const sound of await spoken(again, texts))
      askFourTimes(saidAgain, saidAnew(sound, random));
  });
  const otherTunes = nothing();
  for (let n = 0; n < Math.ceil(queries / 10); n += 1) {
    const { octets } = musicSound(seededRandom(`prints/${seed}/other/${n}`));
    askFourTimes(otherTunes, decodeALaw(octets.subarray(0, 80_000)));
  }
  const memory = process.memoryUsage();
  const all = summed([otherSentences, saidAgain, otherTunes]);
  const lookUp = lengthsOfTime(lookUpsMs);
  const hard = recalls['15 dB, 5 % lost'].found;
  const prompts = promptsOf(options.flags['prompts']);
  return {
    ok: hard >= 0.99 && all.matched / all.queries < 1e-4 && lookUp.p50 < 5,
    seed,
    library: { sounds: index.size, hours: Number((seconds / 3_600).toFixed(2)), words },
    lookUpMs: lookUp,
    storedPrints: stored,
    recall: recalls,
    falseMatches: {
      all: shares(all),
      otherSentences: shares(otherSentences),
      saidAgain: shares(saidAgain),
      otherTunes: shares(otherTunes),
    },
    shortPrompts: await shortPrompts(Math.ceil(size / shortSpeakers), random),
    recordedPrompts: prompts === null ? null : strangerPrompts(prompts, random, strange),
    memoryMb: {
      index: Number((index.bytes / 1e6).toFixed(1)),
      resident: Math.round((memory.rss - rssBefore.rss) / 1e6),
    },
  };
}
