import { decodeALaw, encodeALaw, encodeMuLaw, printOf, writePrint } from '@everyline/telephony';
import { loadVoices } from '@everyline/exchange/node';

import { groupRecordings } from '../../server/src/app/announcements/group-recordings.ts';
import { listAnnouncements } from '../../server/src/app/announcements/list-announcements.ts';
import { PrintLibrary } from '../../server/src/app/announcements/print-library.ts';
import type { AppContext } from '../../server/src/app/context.ts';
import { defaultCity } from '../../server/src/app/settings/default-city.ts';
import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  testId,
} from './builders.ts';
import { openTestCity, type TestCity } from './test-city.ts';

export const voices = loadVoices();
const trunkId = testId(900);
/** A Monday, ten in the morning in China: the first call is `callsApartMs` later. */
export const firstMondayMs = Date.UTC(2026, 10, 23, 2);

/** Two calls so far apart that meet the same lasting fault are enough for a verdict. */
export const callsApartMs = 3 * 3_600_000;

/** What is played to one call before its end. */
export interface HeardRecording {
  readonly voice: string;
  readonly line: number;
  readonly gain?: number;
  readonly skipMs?: number;
  readonly lengthMs?: number;
  readonly codec?: 'PCMA' | 'PCMU';
  readonly lost?: number;
  /** Whether the call was answered just before it. */
  readonly answered?: boolean;
  /** Heard as a tune while it rang, and nobody answered. */
  readonly asTune?: boolean;
}

const byMachine = {
  outcome: 'answered_ivr',
  confidence: 0.8,
  decidedBy: 'media',
  readings: { media: { outcome: 'answered_ivr', confidence: 0.8 } },
  sip: { status: 200, reason: 'OK', q850: [] },
} as const;
const byNobody = {
  outcome: 'announcement_unknown',
  confidence: 0.85,
  decidedBy: 'announcement',
  readings: {
    announcement: { outcome: 'announcement_unknown', confidence: 0.85 },
    status: { outcome: 'unreachable', confidence: 0.4 },
  },
  sip: { status: 480, reason: 'Temporarily Unavailable', q850: [] },
} as const;
const byTune = {
  outcome: 'no_answer',
  confidence: 0.9,
  decidedBy: 'status',
  readings: { status: { outcome: 'no_answer', confidence: 0.9 } },
  sip: { status: 487, reason: 'Request Terminated', q850: [] },
} as const;

/** A city whose calls are given by what was heard in them. */
export class HeardCity {
  readonly opened: TestCity;
  readonly context: AppContext;
  readonly library = new PrintLibrary();
  private calls = 0;

  private constructor(opened: TestCity, context: AppContext) {
    this.opened = opened;
    this.context = context;
  }

  static async open(name: string): Promise<HeardCity> {
    const opened = await openTestCity();
    const { context: machine } = opened.city;
    let nowMs = firstMondayMs + 40 * callsApartMs;
    const context = { ...machine, clock: { ...machine.clock, nowMs: () => (nowMs += 1_000) } };
    await context.store.settings.saveCity(
      defaultCity({ name, areaCode: '028', language: 'zh-CN' }),
    );
    await context.store.trunks.insert(buildTrunk(900));
    const offices = [1, 2, 3, 4, 5].map((id) => buildDepartment(700 + id));
    for (const office of offices)
      await context.store.departments.insert({ ...office, createdAtMs: 0 });
    await context.store.lines.insert(
      offices.map(({ id }, at) => buildLine(at + 1, { departmentId: id })),
    );
    return new HeardCity(opened, context);
  }

  /** One call before whose end a recording was played, without an answer or after it; gives back its probe. */
  async hear({
    voice,
    line,
    gain = 1,
    skipMs = 0,
    lengthMs,
    codec = 'PCMA',
    lost = 0,
    answered = false,
    asTune = false,
  }: HeardRecording) {
    this.calls += 1;
    const number = this.calls;
    const octets = voices.get(voice).octets;
    const cut = octets.slice(
      skipMs * 8,
      lengthMs === undefined ? undefined : (skipMs + lengthMs) * 8,
    );
    const samples = decodeALaw(cut).map((sample) => Math.round(sample * gain));
    const before = new Int16Array(400 * 8);
    const sound = Int16Array.from([...before, ...samples]);
    const audio = codec === 'PCMA' ? encodeALaw(sound) : encodeMuLaw(sound);
    const fromMs = 900;
    const toMs = fromMs + samples.length / 8;
    const startedAtMs = firstMondayMs + number * callsApartMs;
    const probe = buildProbe(1_000 + number, buildLine(line), trunkId, {
      startedAtMs,
      endedAtMs: Math.round(startedAtMs + toMs + 200),
    });
    const { store } = this.context;
    await store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
    const kind = asTune ? 'music' : 'speech';
    const unanswered = asTune ? byTune : byNobody;
    const observation = buildObservation(5_000 + number, probe, {
      ...(answered ? byMachine : unanswered),
      timings: {
        postDialDelayMs: 900,
        postDialDelayBy: 'announcement',
        ringMs: null,
        answerMs: answered ? fromMs : null,
        endMs: toMs + 200,
      },
      timeToPersonMs: null,
      heard: [{ fromMs, toMs, kind, label: kind, levelDbm0: -18, confidence: 0.9 }],
      media: { packets: 200, lost, late: 0, jitterMs: 1 },
    });
    await store.probes.addObservation(observation, []);
    await store.prints.add(observation.id, [
      { fromMs, toMs, kind, afterAnswer: answered, print: writePrint(printOf(samples)) },
    ]);
    const { sealedBytes } = await this.context.recordings.write(probe.id, audio);
    await store.probes.addRecording(probe.id, {
      codec,
      fromMs: 500,
      lengthMs: audio.length / 8,
      sealedBytes,
      peaks: [],
      peakStepMs: 20,
      kept: false,
      createdAtMs: startedAtMs,
    });
    return probe.id;
  }

  /** Places every stretch that has no announcement yet. */
  async group() {
    const all = { stretches: 0, reread: 0 };
    for (;;) {
      const { stretches, reread } = await groupRecordings(this.context, this.library);
      if (stretches === 0) return all;
      all.stretches += stretches;
      all.reread += reread;
    }
  }

  async list() {
    return (await listAnnouncements(this.context, {})).items;
  }

  /** How a call is read now, with what it was read as first. */
  async readAs(probeId: string) {
    const row = await this.context.store.probes.row(probeId);
    return { outcome: row?.observation?.outcome, first: row?.reread?.firstOutcome ?? null };
  }
}
