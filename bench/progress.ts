import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeALaw, CHINA, Listener, synthesizeCadence } from '@everyline/telephony';
import type { Behaviour, Impairments, SimulatedCall } from '@everyline/exchange';
import { loadVoices, SimulatePool } from '@everyline/exchange/node';
import type { BenchOptions } from './main.ts';
import { behaviours } from './progress-behaviours.ts';
import {
  labelledAnnouncements,
  libraryReport,
  playsAnnouncement,
  type LibraryCall,
  type LibraryReport,
} from './progress-library.ts';
import {
  cellsFor,
  impairmentsOf,
  matrixCells,
  matrixReport,
  type MatrixCall,
} from './progress-matrix.ts';
import { quantiles } from './quantiles.ts';
import { HELD_OUT_SETS, MACHINE_SETS, makeStrangerVoices } from './stranger-voices.ts';

const AREA_CODE = '028';
const CONDITIONS: Readonly<Record<string, Impairments>> = {
  clean: { lossRate: 0, jitterMs: 0, delayMs: 20 },
  'loss 1 %, jitter 20 ms': { lossRate: 0.01, jitterMs: 20, delayMs: 20 },
};
const RULE =
  'right: the true outcome, or one that the exchange names as right too. Where only the words of a recording tell it (no recording is labelled here; a voicemail is such where whoever may be a person had to be let go before its beep): announcement_unknown before the answer, answered_ivr or answered_unknown after it; `exact` counts the true outcome alone.';

/** Where Debian's packages put recorded prompts. */
const STRANGER_SOUNDS = '/usr/share/asterisk/sounds';
/** Calls of the matrix unless `--matrix` or `--full` says otherwise. */
const MATRIX_CALLS = 5000;
const SIGNALS: ReadonlySet<string> = new Set(['tone', 'cause', 'status']);
/** A machine or a tone that answers: what must not be taken for a person. */
const MACHINES: ReadonlySet<string> = new Set([
  'ivr',
  'voicemail',
  'after_hours',
  'fax',
  'false_answer',
]);

interface Placed {
  readonly behaviour: string;
  readonly condition: string;
  readonly number: string;
  readonly result: SimulatedCall;
}

/** Whether tones tell the outcome; the noise of a channel is then set by their level, otherwise by that of speech. */
function playsTone(behaviour: Behaviour): boolean {
  switch (behaviour.kind) {
    case 'fax':
      return true;
    case 'false_answer':
      return !behaviour.plays.endsWith('announcement');
    case 'busy':
    case 'off_hook':
    case 'congestion':
    case 'unallocated':
      return behaviour.by === 'tone';
    case 'no_answer':
      return behaviour.ringing === 'tone' && behaviour.then !== 'announcement';
    default:
      return false;
  }
}

/** Whether an outcome is right for one who knows no recording yet. */
function isRight({ truth, observation, beeped }: SimulatedCall): boolean {
  const { outcome } = observation.classification;
  if (outcome === truth.outcome || truth.alsoRight.includes(outcome)) return true;
  const isCutShort = truth.outcome === 'answered_voicemail' && !beeped;
  if (truth.toldBy !== 'announcement' && !isCutShort) return false;
  return observation.timings.answerMs === null
    ? outcome === 'announcement_unknown'
    : outcome === 'answered_ivr' || outcome === 'answered_unknown';
}

interface Tally {
  calls: number;
  right: number;
  exact: number;
}

const share = (part: number, of: number): number =>
  of === 0 ? 1 : Math.round((part / of) * 1e4) / 1e4;

/** From the tone's first sound to the end of the call, which the probe makes as soon as it has decided. */
function toneDecisions(placed: readonly Placed[]): Record<string, object | null> {
  const times = new Map<string, number[]>();
  for (const { result } of placed) {
    const { observation } = result;
    if (observation.endedBy !== 'tone') continue;
    const tone = observation.heard.findLast(({ kind }) => kind === 'tone');
    if (tone === undefined) continue;
    const list = times.get(tone.label) ?? [];
    list.push(observation.timings.endMs - tone.fromMs);
    times.set(tone.label, list);
  }
  return Object.fromEntries([...times].map(([label, list]) => [label, quantiles(list)]));
}

/** Promise 1: from the onset of a person's voice to our words, and to the end of the call. */
function manners(placed: readonly Placed[]): object {
  const toWords: number[] = [];
  const toEnd: number[] = [];
  for (const { result } of placed) {
    const { timings, timeToPersonMs, spoke } = result.observation;
    if (result.truth?.person !== true || timeToPersonMs === null || timings.answerMs === null)
      continue;
    const onsetMs = timings.answerMs + timeToPersonMs;
    toEnd.push(timings.endMs - onsetMs);
    if (spoke[0] !== undefined) toWords.push(spoke[0].fromMs - onsetMs);
  }
  return { voiceToWordsMs: quantiles(toWords), voiceToEndMs: quantiles(toEnd) };
}

/** How many seconds of audio all detectors hear in a second of processor time of one core. */
function speed(): object {
  const voices = loadVoices();
  const speech = voices.all.slice(0, 20).map(({ octets }) => decodeALaw(octets));
  const tone = synthesizeCadence(
    [{ durationMs: 350, frequenciesHz: [450] }, { durationMs: 350 }],
    60_000,
  );
  const timed = (sounds: readonly Int16Array[]): number => {
    let samples = 0;
    const from = process.threadCpuUsage().user;
    let spentMs = 0;
    // The clock of processor time is coarse: half a second of it is enough.
    while (spentMs < 500) {
      for (const sound of sounds) {
        const listener = new Listener({ tonePlan: CHINA });
        for (let at = 0; at + 160 <= sound.length; at += 160) {
          listener.push(sound.subarray(at, at + 160), at / 8);
        }
        samples += sound.length;
      }
      spentMs = (process.threadCpuUsage().user - from) / 1000;
    }
    return Math.round(samples / 8 / spentMs);
  };
  timed(speech);
  return {
    speech: timed(speech),
    tone: timed([tone]),
    silence: timed([new Int16Array(8 * 60_000)]),
  };
}

/**
 * With `--strangers` (or `--strangers FOLDER`) the same behaviours speak with recordings that neither the exchange nor
 * the listener was made with; `--held-out` chooses speakers that the weights were not fitted to either. Gives the folder
 * that was made of them, to be removed, or null.
 */
function strangerVoices(flags: BenchOptions['flags']): string | null {
  const flag = flags.strangers ?? flags['held-out'];
  if (flag === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), 'everyline-strangers-'));
  const sets = flags['held-out'] === undefined ? MACHINE_SETS : HELD_OUT_SETS;
  const missing = makeStrangerVoices(flag === 'true' ? STRANGER_SOUNDS : flag, folder, sets);
  if (missing === null) return folder;
  rmSync(folder, { recursive: true });
  throw new Error(missing);
}

/** Calls every behaviour of the simulated exchange and holds what was decided against the truth. */
export async function run({ json, flags }: BenchOptions): Promise<object> {
  const seeds = Number(flags.seeds ?? 30);
  const only = flags.only ?? '';
  const seed = flags.seed ?? 'progress-1';
  const chosen = Object.entries(behaviours).filter(([name]) => name.includes(only));
  const lines = chosen.flatMap(([name, behaviour], kind) =>
    Array.from({ length: seeds }, (_, n) => {
      const number = `6${String(kind).padStart(3, '0')}${String(n).padStart(4, '0')}`;
      return { name, number, behaviour };
    }),
  );
  const perBehaviour =
    flags.full === undefined
      ? Math.ceil(Number(flags.matrix ?? MATRIX_CALLS) / chosen.length)
      : matrixCells * Number(flags.full === 'true' ? 1 : flags.full);
  const strangers = strangerVoices(flags);
  const pool = new SimulatePool(
    {
      lines: lines.map(({ number, behaviour }) => [number, behaviour]),
      ...{ areaCode: AREA_CODE, seed },
      ...(strangers === null ? {} : { voicesFolder: strangers }),
    },
    2,
  );
  const words = loadVoices().all.find(({ purpose }) => purpose === 'after_hours');
  const announcement = decodeALaw((words?.octets ?? new Uint8Array()).subarray(0, 8 * 3500));
  const request = {
    trunk: { address: { host: '127.0.0.1', port: 5060 }, callerNumber: '02812345' },
    tonePlan: CHINA,
    announcement,
  };
  // A Tuesday morning; each number is called at its own minute.
  const startAtMs = Date.UTC(2026, 2, 10, 1, 0);
  const startedMs = performance.now();
  const placed: Placed[] = await Promise.all(
    Object.entries(CONDITIONS).flatMap(([condition, impairments]) =>
      lines.map(async ({ name, number }, n): Promise<Placed> => {
        const at = startAtMs + (n % seeds) * 11 * 60_000;
        const result = await pool.simulate({ number, startAtMs: at, impairments, request });
        return { behaviour: name, condition, number, result };
      }),
    ),
  );
  const elapsedMs = performance.now() - startedMs;
  const cells = chosen.flatMap(([name, behaviour], kind) =>
    cellsFor(name, perBehaviour, seed).map((cell, n) => ({
      ...{ name, behaviour, cell },
      call: {
        number: lines[kind * seeds + (n % seeds)]?.number ?? '',
        startAtMs: startAtMs + (n % seeds) * 11 * 60_000 + Math.floor(n / seeds) * 1000,
        impairments: impairmentsOf(cell, playsTone(behaviour)),
        request: { ...request, codecs: [cell.codec] },
      },
    })),
  );
  const matrix = await Promise.all(
    cells.map(async ({ name, behaviour, cell, call }): Promise<MatrixCall> => {
      const result = await pool.simulate(call);
      const { observation, truth } = result;
      const { outcome } = observation.classification;
      return {
        ...{ behaviour: name, number: call.number, cell, outcome, right: isRight(result) },
        group:
          truth.person && truth.outcome === 'answered_person'
            ? 'person'
            : SIGNALS.has(truth.toldBy)
              ? 'tones and signalling'
              : 'other',
        answersAsMachine: MACHINES.has(behaviour.kind),
      };
    }),
  );
  const matrixMs = performance.now() - startedMs - elapsedMs;
  const known = labelledAnnouncements(loadVoices(strangers ?? undefined));
  pool.learn(known);
  const inLibrary = await Promise.all(
    cells.flatMap(({ name, behaviour, cell, call }, n) => {
      // Whoever counts as a person without a library counts as one with it.
      const isPersons = matrix[n]?.group === 'person';
      if (!playsAnnouncement(behaviour) && !isPersons) return [];
      return pool.simulate(call).then(({ observation, truth }): LibraryCall => {
        const { outcome, by } = observation.classification;
        return {
          ...{ behaviour: name, cell, outcome, truth: truth.outcome },
          byAnnouncement: by === 'announcement' && observation.announcement !== null,
          group: isPersons ? 'person' : 'announcement',
          answersAsMachine: MACHINES.has(behaviour.kind),
        };
      });
    }),
  );
  const library = libraryReport(inLibrary, known.length);
  await pool.close();
  if (strangers !== null) rmSync(strangers, { recursive: true });
  const isWhole = only === '';
  return report(placed, matrix, library, { seed, seeds, elapsedMs, matrixMs, json, isWhole });
}

function report(
  placed: readonly Placed[],
  called: readonly MatrixCall[],
  library: LibraryReport,
  about: {
    seed: string;
    seeds: number;
    elapsedMs: number;
    matrixMs: number;
    json: boolean;
    isWhole: boolean;
  },
): object {
  const groups = { tonesAndSignalling: tally(), overall: tally() };
  const conditions: Record<string, Tally> = {};
  const confusion: Record<string, Record<string, number>> = {};
  const wrong: object[] = [];
  let hearingMs = 0;
  for (const { behaviour, condition, number, result } of placed) {
    const { observation, truth } = result;
    const { outcome } = observation.classification;
    const row = (confusion[behaviour] ??= {});
    row[outcome] = (row[outcome] ?? 0) + 1;
    hearingMs += (observation.audio?.bytes.length ?? 0) / 8;
    if (truth === null) continue;
    const right = isRight(result);
    const counted = [groups.overall, (conditions[condition] ??= tally())];
    if (SIGNALS.has(truth.toldBy)) counted.push(groups.tonesAndSignalling);
    for (const group of counted) {
      group.calls += 1;
      if (right) group.right += 1;
      if (outcome === truth.outcome) group.exact += 1;
    }
    if (!right) {
      const { classification, heard, endedBy, timings, spoke } = observation;
      const sounds = heard.map(
        ({ kind, label, fromMs, toMs }) =>
          `${kind === label ? kind : `${kind}:${label}`} ${Math.round(fromMs)}-${Math.round(toMs)}`,
      );
      wrong.push({
        behaviour,
        condition,
        number,
        truth: truth.outcome,
        ...{ toldBy: truth.toldBy, outcome, by: classification.by },
        ...{ readings: classification.readings, endedBy, timings, spoke, heard: sounds },
      });
    }
  }
  const shares = ({ calls, right, exact }: Tally) => ({
    calls,
    right: share(right, calls),
    exact: share(exact, calls),
  });
  const tonesAndSignalling = shares(groups.tonesAndSignalling);
  const overall = shares(groups.overall);
  const detectors = speed();
  const whole = matrixReport(called);
  return {
    bench: 'progress',
    ...{ seed: about.seed, seedsPerBehaviour: about.seeds, rule: RULE },
    ok:
      !about.isWhole ||
      (tonesAndSignalling.right >= 0.99 &&
        overall.right >= 0.95 &&
        whole.tonesAndSignalling >= 0.99 &&
        whole.personsRecognised >= 0.9 &&
        whole.falsePersons <= 1 / 200 &&
        library.announcements.share >= 0.97 &&
        library.personsRecognised.share >= 0.9 &&
        library.falsePersons.share <= 1 / 200),
    tonesAndSignalling,
    overall,
    conditions: Object.fromEntries(
      Object.entries(conditions).map(([name, counted]) => [name, shares(counted)]),
    ),
    matrix: { ...whole, seconds: Math.round(about.matrixMs / 1000) },
    library,
    toneDecisionMs: toneDecisions(placed),
    manners: manners(placed),
    detectorsTimesRealTime: detectors,
    simulation: {
      calls: placed.length,
      seconds: Math.round(about.elapsedMs / 1000),
      heardTimesRealTime: Math.round(hearingMs / about.elapsedMs),
    },
    confusion,
    wrong: about.json ? wrong.slice(0, 40) : wrong,
  };
}

function tally(): Tally {
  return { calls: 0, right: 0, exact: 0 };
}
