import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
  levelDbm0,
  readWav,
} from '@everyline/telephony';

import { between, normalDeviate, oneOf } from '../packages/exchange/src/seeded-random.ts';

const runCommand = promisify(execFile);
/** So much of a sound is looked up. */
export const queryMs = 3_000;

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

/** One voice of espeak-ng at one pace and pitch. */
interface Speaker {
  readonly language: Language;
  readonly voice: string;
  readonly wordsPerMinute: number;
  readonly pitch: number;
}

export function speakerOf(random: () => number): Speaker {
  return {
    language: random() < 0.75 ? 'cmn' : 'en-gb',
    voice: oneOf(voices, random),
    wordsPerMinute: Math.round(between(150, 200, random)),
    pitch: Math.round(between(30, 70, random)),
  };
}

/** A few syllables or words, as a prompt says them: 0.4 to 1.5 s. */
export function phraseOf({ language }: Speaker, random: () => number): string {
  const count = Math.floor(between(1, language === 'cmn' ? 7 : 5, random));
  const said = Array.from({ length: count }, () => oneOf(words[language], random));
  return said.join(language === 'cmn' ? '' : ' ');
}

/** A sentence: `turns` times three phrases of four to six words. */
export function sentenceOf({ language }: Speaker, random: () => number, turns = 1): string {
  const several = (count: number) =>
    Array.from({ length: count }, () => oneOf(words[language], random));
  const joint = language === 'cmn' ? '' : ' ';
  const lengths = Array.from({ length: turns }, () => [4, 6, 5]).flat();
  return `${lengths.map((length) => several(length).join(joint)).join(', ')}.`;
}

/** What is put between two sentences, and a silence that is only found there. */
const BREAK_MS = 1_500;
const APART_SAMPLES = 22_050;

/** Sentences by espeak-ng, brought from 22,050 to 8,000 Hz by averaging and linear interpolation. */
export async function spoken(
  { language, voice, wordsPerMinute, pitch }: Speaker,
  sentences: readonly string[],
): Promise<Int16Array[]> {
  const text = sentences.join(`<break time="${BREAK_MS}ms"/>`);
  const asked = ['-v', `${language}${voice}`, '-s', `${wordsPerMinute}`, '-p', `${pitch}`];
  const reading = readWav(await inFile(['-m', ...asked, `<speak>${text}</speak>`]));
  if (!reading.ok) throw new Error(`espeak-ng gave no sound: ${reading.issue}`);
  const parts = cutAtSilence(reading.samples);
  if (parts.length !== sentences.length)
    throw new Error(`espeak-ng said ${parts.length} sentences instead of ${sentences.length}`);
  return parts.map((part) => atTelephoneRate(part, reading.sampleRateHz));
}

/** What espeak-ng writes: megabytes, for which a file costs less than a pipe. */
async function inFile(asked: readonly string[]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-prints-'));
  try {
    const file = join(folder, 'said.wav');
    await runCommand('espeak-ng', ['-w', file, ...asked]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function cutAtSilence(samples: Int16Array): Int16Array[] {
  const parts: Int16Array[] = [];
  let from = 0;
  let last = -1;
  for (let at = 0; at < samples.length; at += 1) {
    const sample = samples[at]!;
    if (sample < 10 && sample > -10) continue;
    if (last >= 0 && at - last > APART_SAMPLES) {
      parts.push(samples.subarray(from, last + 1));
      from = at;
    } else if (last < 0) from = at;
    last = at;
  }
  parts.push(samples.subarray(from, last + 1));
  return parts;
}

function atTelephoneRate(samples: Int16Array, rateHz: number): Int16Array {
  const ratio = rateHz / 8_000;
  const out = new Int16Array(Math.max(0, Math.floor(samples.length / ratio) - 4));
  for (let n = 0; n < out.length; n += 1) {
    let sum = 0;
    for (let k = 0; k < 3; k += 1) sum += samples[Math.floor((n + k / 3) * ratio)] ?? 0;
    out[n] = (sum / 3) * 0.35;
  }
  return out;
}

export interface Wear {
  readonly snrDb: number;
  readonly lossRate: number;
  readonly speed: number;
}

/**
 * What the telephone network makes of a part of a sound: gain, noise, drift, either law, lost frames bridged.
 * @param from the part's first sample; anywhere within the sound unless given
 */
export function throughNetwork(
  sound: Int16Array,
  random: () => number,
  wear: Wear,
  from = Math.floor(
    random() * Math.max(1, sound.length - Math.floor(queryMs * 8 * wear.speed) - 2),
  ),
): Int16Array {
  const lengthSamples = Math.floor(queryMs * 8 * wear.speed) + 2;
  const part = sound.subarray(from, from + lengthSamples);
  const noise =
    10 ** ((levelDbm0(part) - wear.snrDb) / 20) * 10 ** (-3.14 / 20) * (32_768 / Math.SQRT2);
  const gain = 10 ** (between(-12, 3, random) / 20);
  const heard = new Int16Array(queryMs * 8);
  for (let n = 0; n < heard.length; n += 1) {
    const place = n * wear.speed;
    const whole = Math.floor(place);
    const first = part[whole] ?? 0;
    const value = first + ((part[whole + 1] ?? first) - first) * (place - whole);
    const worn = gain * (value + noise * normalDeviate(random));
    heard[n] = Math.max(-32_768, Math.min(32_767, worn));
  }
  const coded = random() < 0.5 ? decodeALaw(encodeALaw(heard)) : decodeMuLaw(encodeMuLaw(heard));
  for (let at = 160; at + 160 <= coded.length; at += 160) {
    if (random() < wear.lossRate) coded.copyWithin(at, at - 160, at);
  }
  return coded;
}

export async function inParallel<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
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
