import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWav, type Print } from '@everyline/telephony';
import { seededRandom } from '@everyline/testkit';
import {
  atLevel,
  joined,
  mixed,
  whiteNoise,
} from '../packages/telephony/src/progress/test-sounds.ts';
import { courseOf } from '../packages/telephony/src/user-agent/test-course.ts';
import type { BenchOptions } from './main.ts';
import { quantiles } from './quantiles.ts';

/** Real music, and speakers of several languages, none of whom the listener was made with. */
const musicFolder = '/usr/share/asterisk/moh';
const speechFolder = '/usr/share/asterisk/sounds';
const packages =
  'asterisk-moh-opsound-wav asterisk-core-sounds-it-wav asterisk-core-sounds-es-wav asterisk-core-sounds-en-wav';
const personSets = ['it_IT_m_Carlo', 'es_MX_f_Allison'];
const recordingSet = 'en_US_f_Allison';

const snrsDb = [-6, -3, 0, 3, 6, 9, 12];
const wordsWithinMs = 2000;
const endWithinMs = 6000;
/** So long a caller hears a queue at least; a probe that has not left it by then sees the wait. */
const queueMs = 25_000;
const limits = { machineMs: 75_000 };

interface Heard {
  readonly tune: string;
  readonly snrDb: number;
  readonly toWordsMs: number;
  readonly heldMs: number;
}

/**
 * Persons who speak over real music, from 6 dB below it to 12 dB above, and queues that play the same music: how long
 * the first are held, and how many of the second are left. `--music` and `--sounds` name other folders of 8 kHz wav,
 * `--each N` how many of each.
 */
export async function run({ flags }: BenchOptions): Promise<object> {
  const tunes = wavs(flags.music ?? musicFolder);
  const sounds = flags.sounds ?? speechFolder;
  const persons = personSets.flatMap((set) => wavs(join(sounds, set)));
  const recordings = wavs(join(sounds, recordingSet));
  if (tunes.length === 0 || persons.length === 0 || recordings.length === 0)
    throw new Error(`no music or no speech: apt-get install ${packages}`);
  const each = Number(flags.each ?? 12);
  const random = seededRandom(Number(flags.seed ?? 1));
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const spoken = (of: readonly Named[], leastMs: number, mostMs: number): Int16Array => {
    const fitting = of.filter(({ sound }) => within(sound.length / 8, leastMs, mostMs));
    return trimmed(one(fitting).sound);
  };
  const stretch = ({ sound }: Named, ms: number): Int16Array => {
    const from = Math.floor(random() * Math.max(1, sound.length - ms * 8));
    return sound.subarray(from, from + ms * 8);
  };
  const met: Heard[] = [];
  for (const tune of tunes) {
    for (const snrDb of snrsDb) {
      for (let n = 0; n < each; n += 1) {
        const onsetMs = 250 + Math.round(random() * 1050);
        const set = persons.filter(({ folder }) => folder === one(persons).folder);
        const voice = joined(
          new Int16Array(onsetMs * 8),
          ...Array.from({ length: 6 }, (_, turn) =>
            joined(
              atLevel(spoken(set, turn === 0 ? 500 : 400, turn === 0 ? 3500 : 1800), -17),
              new Int16Array(8 * Math.round(1500 + 1700 * random())),
            ),
          ),
        );
        const music = atLevel(stretch(tune, voice.length / 8), -17 - snrDb);
        const sound = mixed(voice, music, whiteNoise(voice.length / 8, -60, random));
        const { spokeMs, endMs } = courseOf(sound, limits);
        const words = spokeMs.findLast((atMs) => atMs <= onsetMs) ?? spokeMs[0] ?? Infinity;
        met.push({
          ...{ tune: tune.name, snrDb },
          toWordsMs: Math.max(0, words - onsetMs),
          heldMs: Math.min(endMs, voice.length / 8) - onsetMs,
        });
      }
    }
  }
  const introductions = {
    'music at once': () => new Int16Array(8 * 400),
    'a short recording before it': () => said(spoken(recordings, 1000, 2300)),
    'a recording before it': () => said(spoken(recordings, 3200, 7000)),
  };
  const queues = Object.entries(introductions).map(([name, before]) => {
    let calls = 0;
    const left = { first: 0, second: 0, third: 0 };
    for (const tune of tunes) {
      for (let n = 0; n < each; n += 1) {
        const sound = mixed(
          joined(before(), atLevel(stretch(tune, queueMs), -20)),
          whiteNoise(queueMs, -62, random),
        );
        calls += 1;
        // The same queue again, which begins alike: what earlier calls have heard of it is known.
        const prints: Print[] = [];
        for (const call of ['first', 'second', 'third'] as const) {
          const { end, print } = courseOf(sound, limits, prints);
          if (end !== null) left[call] += 1;
          prints.push(print);
        }
      }
    }
    return [name, { calls, leftInCall: left }] as const;
  });
  const late = met.filter(({ toWordsMs }) => toWordsMs > wordsWithinMs);
  const long = met.filter(({ heldMs }) => heldMs > endWithinMs);
  return {
    bench: 'music-behind',
    ok: late.length === 0 && long.length === 0,
    persons: met.length,
    wordsLate: late.length,
    heldLong: long.length,
    heldMs: quantiles(met.map(({ heldMs }) => heldMs)),
    bySnrDb: Object.fromEntries(
      snrsDb.map((snrDb) => [
        snrDb,
        {
          late: late.filter((call) => call.snrDb === snrDb).length,
          long: long.filter((call) => call.snrDb === snrDb).length,
          of: met.filter((call) => call.snrDb === snrDb).length,
        },
      ]),
    ),
    queues: Object.fromEntries(queues),
    longest: met.toSorted((a, b) => b.heldMs - a.heldMs).slice(0, 8),
  };
}

interface Named {
  readonly name: string;
  readonly folder: string;
  readonly sound: Int16Array;
}

function wavs(folder: string): Named[] {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.wav'));
  } catch {
    return [];
  }
  return files.toSorted().flatMap((name) => {
    const reading = readWav(new Uint8Array(readFileSync(join(folder, name))));
    return reading.ok && reading.sampleRateHz === 8000
      ? [{ name, folder, sound: reading.samples }]
      : [];
  });
}

const within = (value: number, least: number, most: number): boolean =>
  value >= least && value <= most;

/** A recording as a machine says it: after a moment, and a moment before the music. */
function said(sound: Int16Array): Int16Array {
  return joined(new Int16Array(8 * 400), atLevel(sound, -17), new Int16Array(8 * 300));
}

/** Without the silence around the words. */
function trimmed(sound: Int16Array): Int16Array {
  let peak = 1;
  for (const sample of sound) peak = Math.max(peak, Math.abs(sample));
  const loud = (sample: number): boolean => Math.abs(sample) > peak / 25;
  const from = sound.findIndex(loud);
  const to = sound.findLastIndex(loud);
  return sound.subarray(Math.max(0, from), to + 1);
}
