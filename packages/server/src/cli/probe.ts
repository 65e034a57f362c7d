import type { Language, Localised } from '@everyline/contract';
import { type Campaign, type Line, type Observation } from '@everyline/domain';
import type { MenuLimits } from '@everyline/telephony';

import type { AppContext } from '../app/context.ts';
import type { CallPlacer } from '../app/ports/call-placer.ts';
import { beginProbe, type DialRules } from '../app/probes/begin-probe.ts';
import { clearForLoopback, type ListedNumber } from '../app/probes/clear-for-loopback.ts';
import { guardSentence } from '../app/probes/guard-sentence.ts';
import { loopbackTrunk, type GivenCertificates } from '../app/trunks/loopback-trunk.ts';
import { trunkFaultSentence } from '../app/trunks/trunk-fault-sentence.ts';
import type { NumberList } from './number-list.ts';
import { placeProbe } from './place-probe.ts';
import type { Called } from './probe-arguments.ts';
import type { GivenToProbe } from './probe-given.ts';
import { walkLine, walkText } from './probe-walk.ts';
import type { ScriptFile } from './script-file.ts';

/** What `probe` gets: the city's data, and the bindings that place calls. */
export interface ProbeIo {
  readonly context: AppContext;
  readonly language: Language;
  readonly rules: DialRules;
  readonly command: string;
  readonly placer: CallPlacer;
  /** Aborts when the user wants no further call; those in progress are then hung up. */
  readonly stop: AbortSignal;
  /** Whether our own simulated exchange answers at a loopback address. */
  isSimulatedExchange(host: string, port: number): Promise<boolean>;
  /** Reads a file with certificates or keys. */
  readPem(file: string): Promise<{ readonly text: string } | { readonly wrong: Localised }>;
  /** Reads what `--script` names. */
  readScript(file: string): Promise<ScriptFile | { readonly wrong: Localised }>;
  /**
   * Runs a campaign to its end or until it is stopped; `unknown` when there is none of that identity,
   * its state when it is not running, `served` and `unregistered` when its trunk registers and a server keeps the
   * registration, or nobody can.
   */
  runCampaign(
    id: string,
    placed: (observation: Observation, line: Line) => Promise<void>,
  ): Promise<'run' | 'unknown' | NotRun>;
  out(line: string): Promise<void> | void;
  err(line: string): void;
}

/**
 * `everyline probe`: test calls from the command line, to a list over a trunk on loopback, or those of a
 * campaign. Every call passes the guard and stands in the ledger. Returns the exit status: 0 every
 * number was reached, 1 some were not or were not dialled, 2 called wrongly.
 */
export async function run(given: GivenToProbe, io: ProbeIo): Promise<0 | 1 | 2> {
  if ('campaignId' in given) {
    let bad = 0;
    const went = await io.runCampaign(given.campaignId, async (observation, line) => {
      if (!isReached(observation)) bad += 1;
      await io.out(observedLine(line.number.dialled, observation, given.json, io.language));
    });
    if (went !== 'run' && went !== 'unknown') {
      io.err(io.language === 'en' ? notRunning[went].en : notRunning[went].zh);
      return 2;
    }
    if (went === 'unknown') {
      io.err(
        io.language === 'en'
          ? `There is no campaign ${given.campaignId}. See the addresses of the campaigns in the console.`
          : `没有行动 ${given.campaignId}。编号见管理页面中行动的地址。`,
      );
      return 2;
    }
    return bad > 0 ? 1 : 0;
  }
  return probeList(given.called, given.list, io);
}

/** Why the calls of a campaign are not made from the command line. */
type NotRun = Exclude<Campaign['state'], 'running'> | 'served' | 'unregistered';

const notRunning: Record<NotRun, Localised> = {
  served: {
    zh: '该行动的中继需要注册，注册由正在运行的服务保持；从命令行拨出的呼叫会来自另一个端口，运营商不认。服务会自行执行该行动；要改用命令行，请先停止服务。',
    en: 'The trunk of the campaign registers, and the running server keeps the registration; calls from the command line would come from another port, which the carrier does not know. The server makes the calls by itself; stop it first to make them from here.',
  },
  unregistered: {
    zh: '该行动的中继未能注册，没有拨出；请在设置中检查用户名、密码和注册服务器。',
    en: 'The trunk of the campaign could not be registered and nothing was dialled; look at its user name, password and registrars in the settings.',
  },
  draft: {
    zh: '该行动尚未开始；请先在管理页面中启动。',
    en: 'The campaign has not been started; start it in the console first.',
  },
  paused: {
    zh: '该行动已暂停；请先在管理页面中恢复。',
    en: 'The campaign is paused; resume it in the console first.',
  },
  finished: {
    zh: '该行动已结束；如需继续拨测，请新建行动。',
    en: 'The campaign is finished; make another to go on calling.',
  },
};

async function probeList(called: Called, list: NumberList, io: ProbeIo): Promise<0 | 1 | 2> {
  const script = called.script === null ? null : await io.readScript(called.script);
  if (script !== null && 'wrong' in script) {
    io.err(io.language === 'en' ? script.wrong.en : script.wrong.zh);
    return 2;
  }
  const certificates = await certificatesOf(called, io);
  if ('wrong' in certificates) {
    io.err(io.language === 'en' ? certificates.wrong.en : certificates.wrong.zh);
    return 2;
  }
  // The simulated exchange speaks UDP alone: whoever answers otherwise on its port is somebody else.
  const simulated =
    called.transport === 'udp' && (await io.isSimulatedExchange(called.host, called.port));
  const trunk = await loopbackTrunk(
    io.context,
    { host: called.host, port: called.port, transport: called.transport, simulated },
    called.concurrency,
    certificates,
  );
  const city = await io.context.store.settings.city();
  const areaCode = called.areaCode ?? city?.areaCode ?? '';
  const listed = await clearForLoopback(
    io.context,
    { name: called.numbers, sha256: list.sha256, areaCode },
    list.numbers,
  );
  // Behind the simulated exchange there is nobody who could be disturbed at night.
  const rules: DialRules = simulated
    ? { ...io.rules, limits: { ...io.rules.limits, allowedHours: anyHour } }
    : io.rules;
  let bad = 0;
  const one = async (entry: ListedNumber): Promise<void> => {
    const answer =
      script?.kind === 'walk' && entry.line !== null
        ? await walkOne(entry.line, script.limits, { ...io, rules }, trunk.id, called)
        : await probeOne(
            entry,
            { ...io, rules },
            trunk.id,
            script?.kind === 'steps' ? script : null,
          );
    if (!answer.reached) bad += 1;
    await io.out(called.json ? JSON.stringify(answer.record) : answer.sentence);
  };
  const waiting = [...listed];
  const work = async (): Promise<void> => {
    while (!io.stop.aborted) {
      const next = waiting.shift();
      if (next === undefined) break;
      await one(next);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: called.concurrency }, work));
  const fault = ends.find((end) => end.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
  if (waiting.length > 0) {
    io.err(
      io.language === 'en'
        ? `Stopped; ${waiting.length} numbers were not dialled.`
        : `已停止，${waiting.length} 个号码未拨。`,
    );
  }
  return bad > 0 || waiting.length > 0 ? 1 : 0;
}

/** What the command says of the trunk's certificates, as a change of a trunk has it. */
async function certificatesOf(
  { certificates: { certificate, privateKey, authority } }: Called,
  io: Pick<ProbeIo, 'readPem'>,
): Promise<GivenCertificates | { readonly wrong: Localised }> {
  const read = async (file: string | null) => (file === null ? null : io.readPem(file));
  const [own, key, other] = [
    await read(certificate),
    await read(privateKey),
    await read(authority),
  ];
  for (const one of [own, key, other]) if (one !== null && 'wrong' in one) return one;
  const text = (one: typeof own) => (one !== null && 'text' in one ? one.text : null);
  const [ownText, keyText] = [text(own), text(key)];
  return {
    clientCertificate:
      ownText === null || keyText === null ? null : { certificate: ownText, privateKey: keyText },
    authorities: text(other),
  };
}

const anyHour = {
  rules: [
    { days: { kind: 'every_day' }, season: null, spans: [{ fromMinute: 0, toMinute: 1_440 }] },
  ],
} as const;

interface Answer {
  readonly record: object;
  readonly sentence: string;
  readonly reached: boolean;
}

/** One line's walk through its menu, as far as the guard lets it go. */
async function walkOne(
  line: Line,
  limits: MenuLimits,
  io: ProbeIo,
  trunkId: string,
  { wait }: Called,
): Promise<Answer> {
  const number = line.number.dialled;
  const walked = await walkLine(line, limits, io, trunkId, wait);
  return {
    record: { number, ...walked },
    sentence: walkText(number, walked, io.language),
    reached: walked.menu.finishedAtMs !== null,
  };
}

async function probeOne(
  entry: ListedNumber,
  io: ProbeIo,
  trunkId: string,
  script: Extract<ScriptFile, { kind: 'steps' }> | null,
): Promise<Answer> {
  if (entry.line === null) {
    const reason = entry.why === 'protected' ? 'emergency_number' : 'number_incomplete';
    return notDialled(entry.raw, reason, guardSentence(reason), io.language);
  }
  const { line } = entry;
  const asker = { kind: 'cli', command: io.command } as const;
  const begun = await beginProbe(io.context, io.rules, { line, trunkId, asker });
  if (!begun.allowed) {
    const { reason } = begun.answer;
    return notDialled(line.number.dialled, reason, guardSentence(reason), io.language);
  }
  const { observation } = await placeProbe(io, begun, asker, script?.given ?? null);
  if (observation.outcome === 'not_dialled') {
    const code = observation.sip.reason ?? 'unknown';
    const why = trunkFaultSentence(code) ?? { zh: code, en: code };
    return notDialled(line.number.dialled, code, why, io.language);
  }
  return {
    record: observedRecord(line.number.dialled, observation),
    sentence: observedLine(line.number.dialled, observation, false, io.language),
    reached: isReached(observation),
  };
}

function notDialled(number: string, reason: string, why: Localised, language: Language): Answer {
  return {
    record: {
      number,
      outcome: 'not_dialled',
      confidence: 1,
      reason,
      sip: { status: null, reason: null },
      timings: { postDialDelayMs: null, ringMs: null, answerMs: null, totalMs: 0 },
      media: { packets: 0, lost: 0, jitterMs: 0 },
      heard: [],
      announcementId: null,
      facts: null,
    },
    sentence: `${number}\tnot_dialled\t${language === 'en' ? why.en : why.zh}`,
    reached: false,
  };
}

function isReached(observation: Observation): boolean {
  return observation.outcome === 'answered_person' || observation.outcome === 'answered_ivr';
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const wholeMs = (ms: number | null): number | null => (ms === null ? null : Math.round(ms));

/** The output of DESIGN.md section 6: one JSON object a call, times in whole ms. */
function observedRecord(number: string, observation: Observation): object {
  const { timings, media } = observation;
  return {
    number,
    outcome: observation.outcome,
    confidence: rounded(observation.confidence, 3),
    sip: { status: observation.sip.status, reason: observation.sip.reason },
    timings: {
      postDialDelayMs: wholeMs(timings.postDialDelayMs),
      ringMs: wholeMs(timings.ringMs),
      answerMs: wholeMs(timings.answerMs),
      totalMs: wholeMs(timings.endMs),
    },
    media: {
      packets: media?.packets ?? 0,
      lost: media?.lost ?? 0,
      jitterMs: rounded(media?.jitterMs ?? 0, 1),
    },
    heard: observation.heard.map(({ fromMs, toMs, kind, label }) => ({
      fromMs: wholeMs(fromMs),
      toMs: wholeMs(toMs),
      kind,
      label,
    })),
    announcementId: observation.announcementId,
    facts: observation.facts,
    ...(observation.script !== null && { script: observation.script }),
  };
}

function observedLine(
  number: string,
  observation: Observation,
  json: boolean,
  language: Language,
): string {
  if (json) return JSON.stringify(observedRecord(number, observation));
  const seconds = (observation.timings.endMs / 1_000).toFixed(1);
  const status = observation.sip.status ?? '–';
  const length = language === 'en' ? `${seconds} s` : `${seconds} 秒`;
  return `${number}\t${observation.outcome}\t${(observation.confidence * 100).toFixed(0)} %\tSIP ${status}\t${length}`;
}
