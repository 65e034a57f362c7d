import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import {
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
  levelDbm0,
  PrintIndex,
  printOf,
  readWav,
  type Print,
} from '@everyline/telephony';

import { saidAnew } from '../packages/exchange/src/audio/live-speech.ts';
import { musicSound } from '../packages/exchange/src/audio/music.ts';
import {
  between,
  normalDeviate,
  oneOf,
  seededRandom,
} from '../packages/exchange/src/seeded-random.ts';
import type { BenchOptions } from './main.ts';

const runCommand = promisify(execFile);
const librarySize = 10_000;
const queryMs = 3_000;

/** What sentences are put together from, so that no two share a phrase but by chance. */
const words = {
  cmn: [
    ...'您好请拨打电话号码用户正在通话中稍后再停机关服务区网络忙业务咨询办理进度查投诉建议人工重听坐席接工作时间为周一至五上午九点下班市民中心税务社保户籍科水公积金房产教育卫生劳动仲裁交警车驾驶证身份护照出入境婚姻登记养老医疗失业生育残疾低保救助环保城管消防应急气象地震林农畜牧渔港口铁路航空邮政银行',
  ],
  'en-gb':
    'welcome city council tax office number dialled not service please hold line press one hours are open call again later housing desk water board department extension transfer agent busy moment recording quality training purpose appointment passport licence permit school health garden street lamp repair refuse collection parking fine payment account language option return menu previous message tone record finish'.split(
      ' ',
    ),
} as const;
type Language = keyof typeof words;
const voices = ['', '+f1', '+f2', '+f3', '+f4', '+m1', '+m3', '+m4', '+m7'] as const;

interface Saying {
  readonly language: Language;
  readonly text: string;
  readonly voice: string;
  readonly wordsPerMinute: number;
  readonly pitch: number;
}

function sayingOf(random: () => number): Saying {
  const language: Language = random() < 0.75 ? 'cmn' : 'en-gb';
  const several = (count: number) =>
    Array.from({ length: count }, () => oneOf(words[language], random));
  const joint = language === 'cmn' ? '' : ' ';
  const phrases = [several(4), several(6), several(5)].map((one) => one.join(joint));
  return {
    language,
    text: `${phrases.join(', ')}.`,
    voice: oneOf(voices, random),
    wordsPerMinute: Math.round(between(150, 200, random)),
    pitch: Math.round(between(30, 70, random)),
  };
}

/** Speech by espeak-ng, brought from 22,050 to 8,000 Hz by averaging and linear interpolation. */
async function spoken(saying: Saying): Promise<Int16Array> {
  const { language, voice, wordsPerMinute, pitch, text } = saying;
  const { stdout } = await runCommand(
    'espeak-ng',
    ['-v', `${language}${voice}`, '-s', `${wordsPerMinute}`, '-p', `${pitch}`, '--stdout', text],
    { encoding: 'buffer', maxBuffer: 16 << 20 },
  );
  const reading = readWav(new Uint8Array(stdout));
  if (!reading.ok) throw new Error(`espeak-ng gave no sound: ${reading.issue}`);
  const { samples, sampleRateHz } = reading;
  const ratio = sampleRateHz / 8_000;
  return Int16Array.from({ length: Math.floor(samples.length / ratio) - 4 }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < 3; k += 1) sum += samples[Math.floor((n + k / 3) * ratio)] ?? 0;
    return (sum / 3) * 0.35;
  });
}

/** What the telephone network makes of a part of a sound: gain, noise, drift, either law, lost frames bridged. */
function throughNetwork(
  sound: Int16Array,
  random: () => number,
  wear: { readonly snrDb: number; readonly lossRate: number; readonly speed: number },
): Int16Array {
  const lengthSamples = Math.floor(queryMs * 8 * wear.speed) + 2;
  const from = Math.floor(random() * Math.max(1, sound.length - lengthSamples));
  const part = sound.subarray(from, from + lengthSamples);
  const noise =
    10 ** ((levelDbm0(part) - wear.snrDb) / 20) * 10 ** (-3.14 / 20) * (32_768 / Math.SQRT2);
  const gain = 10 ** (between(-12, 3, random) / 20);
  const heard = Int16Array.from({ length: queryMs * 8 }, (_, n) => {
    const place = n * wear.speed;
    const whole = Math.floor(place);
    const first = part[whole] ?? 0;
    const value = first + ((part[whole + 1] ?? first) - first) * (place - whole);
    return Math.max(-32_768, Math.min(32_767, gain * (value + noise * normalDeviate(random))));
  });
  const coded = random() < 0.5 ? decodeALaw(encodeALaw(heard)) : decodeMuLaw(encodeMuLaw(heard));
  for (let at = 160; at + 160 <= coded.length; at += 160) {
    if (random() < wear.lossRate) coded.copyWithin(at, at - 160, at);
  }
  return coded;
}

async function inParallel<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      results[n] = await work(n);
    }
  };
  await Promise.all(Array.from({ length: 3 }, one));
  return results;
}

function quantiles(values: readonly number[]): object {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (p: number) => Number((sorted[Math.floor(p * (sorted.length - 1))] ?? 0).toFixed(3));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/**
 * Fingerprints in a large library: how fast 3 s are looked up, how often the right recording is found, and how often
 * a sound is found that is not there. The material is espeak-ng's (two languages, nine voices, any pitch and pace,
 * sentences put together by chance), with tunes beside it.
 */
export async function run(options: BenchOptions): Promise<object> {
  const size = Number(options.flags['size'] ?? librarySize);
  const seed = options.flags['seed'] ?? '1';
  const random = seededRandom(`prints/${seed}`);
  const tunes = Math.floor(size / 100);
  const sayings = Array.from({ length: size - tunes }, () => sayingOf(random));
  const kept = Math.min(sayings.length, Math.ceil(size / 10));
  const sounds: Int16Array[] = [];
  const index = new PrintIndex();
  const rssBefore = process.memoryUsage();
  let seconds = 0;
  const settled = await inParallel(sayings.length, async (n) => {
    const sound = await spoken(sayings[n]!);
    seconds += sound.length / 8_000;
    if (n < kept) sounds[n] = sound;
    return printOf(sound);
  });
  const prints: Print[] = [...settled];
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
  const recall = (wear: Parameters<typeof throughNetwork>[2], queries: number) => {
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

  const strange = { snrDb: 25, lossRate: 0.01, speed: 1 };
  const strangers = async (count: number, make: (n: number) => Promise<Int16Array>) => {
    let matched = 0;
    const made = await inParallel(count, make);
    let asked = 0;
    for (const sound of made) {
      for (let turn = 0; turn < 4; turn += 1) {
        asked += 1;
        if (find(throughNetwork(sound, random, strange)).length > 0) matched += 1;
      }
    }
    return { queries: asked, matched };
  };
  const otherSentences = await strangers(queries * 2, () => spoken(sayingOf(random)));
  const saidAgain = await strangers(queries, async (n) => {
    const saying = sayings[n % kept]!;
    const turn = (value: number, by: number) => value + (random() < 0.5 ? -by : by);
    const again = await spoken({
      ...saying,
      wordsPerMinute: turn(saying.wordsPerMinute, Math.round(between(8, 20, random))),
      pitch: turn(saying.pitch, Math.round(between(6, 15, random))),
    });
    return saidAnew(again, random);
  });
  const otherTunes = await strangers(Math.ceil(queries / 10), (n) =>
    Promise.resolve(
      decodeALaw(musicSound(seededRandom(`prints/${seed}/other/${n}`)).octets.subarray(0, 80_000)),
    ),
  );
  const memory = process.memoryUsage();
  const all = [otherSentences, saidAgain, otherTunes];
  const falseShare =
    all.reduce((sum, one) => sum + one.matched, 0) / all.reduce((sum, one) => sum + one.queries, 0);
  const lookUp = quantiles(lookUpsMs);
  const hard = recalls['15 dB, 5 % lost'].found;
  return {
    ok:
      hard >= 0.99 &&
      falseShare < 1e-4 &&
      lookUpsMs.toSorted((a, b) => a - b)[Math.floor(lookUpsMs.length / 2)]! < 5,
    seed,
    library: { sounds: index.size, hours: Number((seconds / 3_600).toFixed(2)), words },
    lookUpMs: lookUp,
    recall: recalls,
    falseMatches: { otherSentences, saidAgain, otherTunes, share: falseShare },
    memoryMb: {
      index: Number((index.bytes / 1e6).toFixed(1)),
      resident: Math.round((memory.rss - rssBefore.rss) / 1e6),
    },
  };
}
