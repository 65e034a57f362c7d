import { CHINA, decodeALaw } from '@everyline/telephony';
import type { Behaviour, Impairments, SimulatedCall } from '@everyline/exchange';
import { loadVoices, SimulatePool, type PoolCall } from '@everyline/exchange/node';
import type { BenchOptions } from './main.ts';
import { quantiles } from './quantiles.ts';

/** Promise 1 (DESIGN.md section 5), counted at the person's end: from his first word to ours, and to the end. */
const wordsWithinMs = 2000;
const endWithinMs = 6000;

/** Who comes to the telephone, at once or from a recording or a queue's music. */
const persons: Readonly<Record<string, Behaviour>> = {
  plain: { kind: 'person', ringMs: 4000, greeting: 'plain' },
  'plain, ringback tone': { kind: 'person', ringMs: 4000, greeting: 'plain', ringing: 'tone' },
  'plain, ringback music': { kind: 'person', ringMs: 4000, greeting: 'plain', ringing: 'music' },
  'plain, loud room': { kind: 'person', ringMs: 4000, greeting: 'plain', noiseDbm0: -38 },
  office: { kind: 'person', ringMs: 4000, greeting: 'office' },
  'office, ringback music': { kind: 'person', ringMs: 4000, greeting: 'office', ringing: 'music' },
  'another office': { kind: 'person', ringMs: 4000, greeting: 'other_office' },
  'from a menu': { kind: 'ivr', ringMs: 3000, then: 'queue', personAfterMs: 9000 },
  'from a queue early': fromQueue(5000),
  'from a queue': fromQueue(16_000),
  'from a queue late': fromQueue(33_000),
};

function fromQueue(personAfterMs: number): Behaviour {
  return { kind: 'ivr', ringMs: 3000, then: 'queue', starts: 'queue', personAfterMs };
}

const networks: readonly Impairments[] = [
  { lossRate: 0, jitterMs: 0, delayMs: 20 },
  { lossRate: 0.01, jitterMs: 20, delayMs: 20 },
  { lossRate: 0.03, jitterMs: 30, delayMs: 60, channel: { gainDb: -10, noiseDbm0: -60 } },
  { lossRate: 0.01, jitterMs: 10, delayMs: 30, channel: { gainDb: -18, noiseDbm0: -55 } },
];

/** So much of our words tells what this is to somebody who comes to the telephone while they sound. */
const partMs = 1200;

interface Met {
  readonly who: string;
  readonly number: string;
  readonly call: SimulatedCall;
  /** From the person's first word to ours at his ear; 0 when they sounded already; null when he heard none. */
  readonly toWordsMs: number | null;
  /** He came while our words sounded, and heard how they went on. */
  readonly partOnly: boolean;
  readonly heldMs: number;
}

/**
 * Calls persons of every greeting over several networks, and counts those who heard our words too late or were held too
 * long, both by the clock at their own end. `--calls N` (2,200 unless given) and `--seed` choose.
 */
export async function run({ flags }: BenchOptions): Promise<object> {
  const calls = Number(flags.calls ?? 2200);
  const seed = flags.seed ?? 'persons-1';
  const kinds = Object.entries(persons).filter(([name]) => name.includes(flags.only ?? ''));
  const linesEach = 40;
  const lines = kinds.flatMap(([who, behaviour], kind) =>
    Array.from({ length: linesEach }, (_, n) => ({
      who,
      behaviour,
      number: `6${String(kind).padStart(3, '0')}${String(n).padStart(4, '0')}`,
    })),
  );
  const pool = new SimulatePool({
    lines: lines.map(({ number, behaviour }) => [number, behaviour]),
    areaCode: '028',
    seed,
  });
  const words = loadVoices().all.find(({ purpose }) => purpose === 'after_hours');
  const request = {
    trunk: { address: { host: '127.0.0.1', port: 5060 }, callerNumber: '02812345' },
    tonePlan: CHINA,
    announcement: decodeALaw((words?.octets ?? new Uint8Array()).subarray(0, 8 * 3500)),
    limits: { machineMs: 75_000 },
  };
  await learn(
    pool,
    lines.filter(({ behaviour }) => behaviour.kind === 'ivr').map(({ number }) => number),
    request,
  );
  const met: Met[] = [];
  let unmet = 0;
  await Promise.all(
    Array.from({ length: calls }, async (_, n) => {
      const line = lines[(n * 7) % lines.length];
      const impairments = networks[Math.floor(n / lines.length + n) % networks.length];
      if (line === undefined || impairments === undefined) return;
      const startAtMs = Date.UTC(2026, 2, 10, 1, 0) + n * 61_000;
      const call = await pool.simulate({ number: line.number, startAtMs, impairments, request });
      const { person, observation } = call;
      if (person === null) {
        unmet += 1;
        return;
      }
      const { spoke, startedAtMs } = observation;
      const words = spoke.map(({ fromMs, toMs }) => ({
        fromMs: startedAtMs + impairments.delayMs + fromMs - person.spokeAtMs,
        toMs: startedAtMs + impairments.delayMs + toMs - person.spokeAtMs,
      }));
      const heldMs = person.endedAtMs - person.spokeAtMs;
      const sounded = words.find(
        ({ fromMs, toMs }) => fromMs < 0 && Math.min(toMs, heldMs) >= partMs,
      );
      const ours = words.find(({ fromMs }) => fromMs >= 0 && fromMs < heldMs);
      const { who, number } = line;
      const toWordsMs = sounded === undefined ? (ours?.fromMs ?? null) : 0;
      met.push({ who, number, call, toWordsMs, partOnly: sounded !== undefined, heldMs });
    }),
  );
  await pool.close();
  // Who hangs up before two seconds are over needs no words any more.
  const late = met.filter(({ toWordsMs, heldMs }) => (toWordsMs ?? heldMs) > wordsWithinMs);
  const long = met.filter(({ heldMs }) => heldMs > endWithinMs);
  const who = Object.fromEntries(
    kinds.map(([name]) => [
      name,
      {
        persons: met.filter((one) => one.who === name).length,
        late: late.filter((one) => one.who === name).length,
        long: long.filter((one) => one.who === name).length,
      },
    ]),
  );
  return {
    bench: 'persons',
    seed,
    ok: late.length === 0 && long.length === 0 && met.length >= Math.min(calls, 2000),
    persons: met.length,
    hungUpUnmet: unmet,
    wordsLate: late.length,
    wordsBegunBefore: met.filter(({ partOnly }) => partOnly).length,
    heldLong: long.length,
    toWordsMs: quantiles(met.flatMap(({ toWordsMs }) => (toWordsMs === null ? [] : [toWordsMs]))),
    heldMs: quantiles(met.map(({ heldMs }) => heldMs)),
    who,
    broken: [...new Set([...late, ...long])].slice(0, 30).map(told),
  };
}

/** Calls queues as a campaign does, so that what they play is known: twice, for the first call is soon over. */
async function learn(
  pool: SimulatePool,
  numbers: readonly string[],
  request: PoolCall['request'],
): Promise<void> {
  const [impairments] = networks;
  if (impairments === undefined) return;
  for (let round = 0; round < 2; round += 1) {
    const calls = await Promise.all(
      numbers
        .filter((_, n) => n % 3 === 0)
        .map((number, n) => {
          const startAtMs = Date.UTC(2026, 2, 2 + round, 1, 0) + n * 61_000;
          return pool.simulate({ number, startAtMs, impairments, request });
        }),
    );
    pool.learn(
      calls.flatMap(({ observation }, call) =>
        observation.sounds.map(({ print }, n) => ({
          kind: 'add' as const,
          print,
          sound: {
            id: `${round}-${call}-${n}`,
            ...{ announcementId: null, label: null, heard: 1 },
          },
        })),
      ),
    );
  }
}

/** One call as one reads it to find out why. */
function told({ who, number, call, toWordsMs, heldMs }: Met): object {
  const { observation, person } = call;
  const { startedAtMs, endedBy, timings, spoke, heard, classification } = observation;
  return {
    ...{ who, number, startedAtMs, toWordsMs, heldMs, endedBy, answerMs: timings.answerMs },
    personMs: (person?.spokeAtMs ?? 0) - startedAtMs,
    endMs: timings.endMs,
    outcome: classification.outcome,
    spoke: spoke.map(({ fromMs, toMs }) => [Math.round(fromMs), Math.round(toMs)]),
    heard: heard
      .filter(({ toMs }) => toMs > (timings.answerMs ?? 0))
      .map(
        ({ kind, label, fromMs, toMs, levelDbm0 }) =>
          `${kind === label ? kind : `${kind}:${label}`} ${Math.round(fromMs)}-${Math.round(toMs)} ${Math.round(levelDbm0)}`,
      ),
  };
}
