import { callOutcomes, type CallOutcome } from '@everyline/domain';
import {
  everyBehaviour,
  hashOf,
  simulateCall,
  SoundLibrary,
  TableDialPlan,
  type Behaviour,
} from '@everyline/exchange';
import { loadVoices } from '@everyline/exchange/node';
import { CHINA, decodeALaw } from '@everyline/telephony';
import { sql } from 'kysely';

import type { PlacedCall } from '../../packages/server/src/app/ports/call-placer.ts';
import { peaksOf, peakStepMs } from '../../packages/server/src/app/probes/waveform-peaks.ts';
import type { Database } from '../../packages/server/src/store/database.ts';
import { placedCall } from '../../packages/server/src/voice/placed-call.ts';

/** A call as the stack heard it once; calls of the city are like one of these. */
export interface CallKind {
  readonly at: number;
  readonly number: string;
  readonly outcome: CallOutcome;
  readonly placed: PlacedCall;
}

const areaCode = '028';
/** A Wednesday, ten in the morning in China. */
const startAtMs = Date.UTC(2026, 9, 14, 2);
/** How many calls to lines of a behaviour tell enough of a city's calls. */
const callsOf: Readonly<Partial<Record<Behaviour['kind'], number>>> = {
  person: 2,
  ivr: 2,
  voicemail: 1,
  dead_air: 1,
  busy: 1,
  no_answer: 2,
  unallocated: 2,
  suspended: 1,
  powered_off: 1,
  unreachable: 1,
  congestion: 1,
};

/** Calls to lines of the simulated exchange that behave in all ways there are, with ladder, sound and prints. */
export function makeCallKinds(): CallKind[] {
  const voices = loadVoices();
  const dialPlan = new TableDialPlan(
    everyBehaviour.map(({ number, behaviour }) => [number, behaviour] as const),
    areaCode,
  );
  const sounds = new SoundLibrary('console', voices);
  const said = decodeALaw(voices.of('queue')[0]?.octets.slice(0, 16_000) ?? new Uint8Array());
  const kinds: CallKind[] = [];
  const chosen = Object.entries(callsOf).flatMap(([kind, count]) =>
    everyBehaviour.filter(({ behaviour }) => behaviour.kind === kind).slice(0, count),
  );
  for (const { number } of chosen) {
    const placed = placedCall(
      simulateCall({
        number,
        dialPlan,
        sounds,
        areaCode,
        startAtMs: startAtMs + (hashOf(number) % 60_000),
        seed: 'console',
        impairments: { lossRate: 0.002, jitterMs: 5, delayMs: 20 },
        request: {
          trunk: { address: { host: '127.0.0.1', port: 5060 }, callerNumber: '02861000000' },
          tonePlan: CHINA,
          announcement: said,
        },
      }),
    );
    kinds.push({ at: kinds.length, number, outcome: placed.observation.outcome, placed });
  }
  return kinds;
}

/** The kinds of each outcome. */
export function kindsByOutcome(kinds: readonly CallKind[]): ReadonlyMap<CallOutcome, CallKind[]> {
  return new Map(
    callOutcomes.map((outcome) => [outcome, kinds.filter((one) => one.outcome === outcome)]),
  );
}

/** The kinds as tables that calls are filled in from, so that their long parts travel to the database once. */
export async function writeCallKinds(db: Database, kinds: readonly CallKind[]): Promise<void> {
  await sql`create table bench_kinds (at integer primary key, number text, decided_by text, confidence float8,
    length_ms float8, readings jsonb, sip jsonb, timings jsonb, heard jsonb, media jsonb, facts jsonb,
    ladder text)`.execute(db);
  await sql`create table bench_prints (at integer, from_ms float8, to_ms float8, kind text, after_answer boolean,
    print bytea)`.execute(db);
  await sql`create table bench_recordings (at integer, codec text, from_ms float8, length_ms float8,
    sealed_bytes integer, peaks real[], peak_step_ms float8)`.execute(db);
  await sql`create table bench_sayings (key text primary key, id uuid, outcome text, print bytea, at_ms bigint)`.execute(
    db,
  );
  for (const { at, number, placed } of kinds) {
    const { observation: one, ladder, prints, audio } = placed;
    await sql`insert into bench_kinds values (${at}, ${number}, ${one.decidedBy}, ${one.confidence},
      ${Math.max(0, Math.round(one.endedAtMs - one.startedAtMs))}, ${JSON.stringify(one.readings)}::jsonb,
      ${JSON.stringify(one.sip)}::jsonb, ${JSON.stringify(one.timings)}::jsonb, ${JSON.stringify(one.heard)}::jsonb,
      ${one.media === null ? null : JSON.stringify(one.media)}::jsonb,
      ${one.facts === null ? null : JSON.stringify(one.facts)}::jsonb, ${JSON.stringify(ladder)})`.execute(
      db,
    );
    for (const stretch of prints) {
      await sql`insert into bench_prints values (${at}, ${stretch.fromMs}, ${stretch.toMs}, ${stretch.kind},
        ${stretch.afterAnswer}, ${Buffer.from(stretch.print)})`.execute(db);
    }
    if (audio !== null) {
      await sql`insert into bench_recordings values (${at}, ${audio.codec}, ${audio.fromMs},
        ${audio.bytes.length / 8}, ${audio.bytes.length + 28},
        ${[...peaksOf(audio.codec, audio.bytes)]}::real[], ${peakStepMs})`.execute(db);
    }
  }
}

export async function dropCallKinds(db: Database): Promise<void> {
  await sql`drop table bench_kinds, bench_prints, bench_recordings, bench_sayings`.execute(db);
}
