import {
  chinaCalendar,
  defaultTicketPolicy,
  defaultVerdictPolicy,
  hoursOfLine,
  isOpenAt,
  judgeLine,
  localTime,
  momentOf,
  moveTicket,
  newTicket,
  verdictObservation,
  type CallOutcome,
  type FaultKind,
  type Line,
  type MoveRequest,
  type Ticket,
  type Verdict,
  type VerdictObservation,
  type VerdictPrior,
} from '@everyline/domain';
import { oneOf } from '@everyline/exchange';

import { actorName } from '../../packages/server/src/app/access/actor.ts';
import type { NewTicketStep } from '../../packages/server/src/app/ports/store/tickets.ts';
import type { TrueLine } from '../verdict-city.ts';
import type { CallKind } from './call-kinds.ts';

const calendar = chinaCalendar;
const hourMs = 3_600_000;
const system = actorName({ kind: 'system', name: 'serve' });

/** A campaign's days on which offices work. */
export interface Round {
  readonly campaignId: string;
  readonly days: readonly string[];
  /** Calls that it places to each line. */
  readonly calls: number;
}

export interface LivedCall {
  readonly probeId: string;
  readonly observationId: string;
  readonly campaignId: string;
  readonly kind: CallKind;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly timeToPersonMs: number | null;
  readonly keptMs: number | null;
}

export interface LivedVerdict {
  readonly id: string;
  readonly verdict: Verdict;
  readonly sinceMs: number;
  readonly untilMs: number | null;
}

export interface LivedTicket {
  readonly ticket: Ticket;
  readonly steps: readonly NewTicketStep[];
}

/** What came of one line over all rounds. */
export interface LineLife {
  readonly line: Line;
  readonly calls: readonly LivedCall[];
  readonly verdicts: readonly LivedVerdict[];
  readonly tickets: readonly LivedTicket[];
}

export interface LifeSetting {
  readonly rounds: readonly Round[];
  readonly prior: VerdictPrior;
  readonly kinds: ReadonlyMap<CallOutcome, readonly CallKind[]>;
  readonly random: () => number;
  /** An identity of a moment. */
  readonly idAt: (atMs: number) => string;
}

const reasons = [
  '已更换话机并试拨三次',
  '号码已恢复，安排专人值守',
  '已加装一条中继',
  '已调整午间值班',
];

/**
 * The months of one line as the product would have them on record: called by each round at its published hours, judged
 * after each, a ticket for its fault that the office works on, or does not, and the calls after the claim that close or
 * reopen it. `repaired` is how it behaves once somebody mended it.
 */
export function liveLine(
  line: Line,
  truth: { readonly now: TrueLine; readonly repaired: TrueLine },
  setting: LifeSetting,
): LineLife {
  const { rounds, random } = setting;
  const calls: LivedCall[] = [];
  const verdicts: LivedVerdict[] = [];
  const done: LivedTicket[] = [];
  let open: { ticket: Ticket; steps: NewTicketStep[] } | null = null;
  let behaves = truth.now;
  let repairedFromMs = 0;
  for (const [at, round] of rounds.entries()) {
    calls.push(...callsOf(line, behaves, round, setting));
    const last = calls.at(-1);
    if (last === undefined) continue;
    const nowMs = last.endedAtMs + 60_000;
    const claimed: number | null = open?.ticket.retestAskedAtMs ?? null;
    const fromMs = claimed ?? repairedFromMs;
    const verdict = judgeLine({
      line,
      calendar,
      policy: defaultVerdictPolicy,
      observations: calls.filter(({ startedAtMs }) => startedAtMs >= fromMs).map(heardBy),
      spotChecks: [],
      contradictions: [],
      prior: setting.prior,
      final: at < rounds.length - 1,
      nowMs,
    });
    const verdictId = putVerdict(verdicts, verdict, setting);
    if (open !== null && claimed !== null && verdict.kind !== 'undetermined') {
      const passes = verdict.kind === 'healthy';
      moved(open, line, { move: passes ? 'pass' : 'fail', verdictId }, nowMs, system);
      if (passes) {
        repairedFromMs = claimed;
        done.push(open);
        open = null;
      }
    }
    if (open === null && isFault(verdict.kind)) {
      open = begin(line, verdict.kind, verdict, verdictId, setting);
    }
    if (open !== null && at < rounds.length - 1) {
      if (work(open, line, setting, nowMs) === 'repaired') behaves = truth.repaired;
    } else if (open !== null && random() < 0.5) {
      moved(open, line, { move: 'accept' }, nowMs + 3 * hourMs, `keeper-${line.tier}`);
    }
  }
  if (open !== null) done.push(open);
  return { line, calls, verdicts, tickets: done };
}

function isFault(kind: Verdict['kind']): kind is FaultKind {
  return kind !== 'healthy' && kind !== 'undetermined';
}

function heardBy(call: LivedCall): VerdictObservation {
  return verdictObservation({
    ...call.kind.placed.observation,
    id: call.observationId,
    startedAtMs: call.startedAtMs,
    timeToPersonMs: call.timeToPersonMs,
    keptMs: call.keptMs,
  });
}

/** One call a day on days drawn from the round, at minutes at which the line is to be answered. */
function callsOf(line: Line, behaves: TrueLine, round: Round, setting: LifeSetting): LivedCall[] {
  const { random, idAt } = setting;
  const { hours } = hoursOfLine(line);
  const drawn = new Set<string>();
  while (drawn.size < round.calls) drawn.add(oneOf(round.days, random));
  return [...drawn].toSorted().map((day) => {
    let startedAtMs = momentOf(calendar, day, 540) + Math.floor(random() * 480 * 60_000);
    for (let tries = 0; tries < 20 && !isOpenAt(hours, calendar, startedAtMs); tries += 1) {
      startedAtMs = momentOf(calendar, day, 540) + Math.floor(random() * 480 * 60_000);
    }
    const { minute } = localTime(calendar, startedAtMs);
    const heard = behaves.call(Math.floor(minute), day, random);
    const kind = kindOf(heard.outcome, heard.queuedMs !== null, setting);
    const { observation } = kind.placed;
    const lengthMs = Math.max(0, Math.round(observation.endedAtMs - observation.startedAtMs));
    return {
      probeId: idAt(startedAtMs),
      observationId: idAt(startedAtMs),
      campaignId: round.campaignId,
      kind,
      startedAtMs,
      endedAtMs: startedAtMs + lengthMs,
      timeToPersonMs: kind.outcome === 'answered_person' ? heard.timeToPersonMs : null,
      keptMs: heard.queuedMs ?? observation.keptMs,
    };
  });
}

/** A kind of call with this outcome; a suspended line's recording is one that nobody has labelled yet. */
function kindOf(outcome: CallOutcome, queued: boolean, { kinds, random }: LifeSetting): CallKind {
  const word = outcome === 'suspended' ? 'announcement_unknown' : outcome;
  const all = kinds.get(word) ?? [];
  const waits = all.filter(({ placed }) => {
    const { queuedMs } = verdictObservation({ ...placed.observation, id: '' });
    return (queuedMs !== null) === queued;
  });
  return oneOf(waits.length > 0 ? waits : all, random);
}

/** The same word as before stands since then; another ends it. Gives the identity of what stands. */
function putVerdict(verdicts: LivedVerdict[], verdict: Verdict, { idAt }: LifeSetting): string {
  const before = verdicts.at(-1);
  const nowMs = verdict.decidedAtMs;
  if (before !== undefined) verdicts.pop();
  if (before?.verdict.kind === verdict.kind) {
    verdicts.push({ ...before, verdict });
    return before.id;
  }
  if (before !== undefined) verdicts.push({ ...before, untilMs: nowMs });
  const id = idAt(nowMs);
  verdicts.push({ id, verdict, sinceMs: nowMs, untilMs: null });
  return id;
}

function begin(
  line: Line,
  fault: FaultKind,
  verdict: Verdict,
  verdictId: string,
  { idAt }: LifeSetting,
): { ticket: Ticket; steps: NewTicketStep[] } {
  const atMs = verdict.decidedAtMs;
  const about = { fault, origin: 'verdict', atMs, evidence: verdict.evidence } as const;
  const ticket = newTicket(line, about, { policy: defaultTicketPolicy, calendar });
  return {
    ticket: { ...ticket, id: idAt(atMs), openedByVerdictId: verdictId },
    steps: [{ atMs, by: system, kind: 'opened', to: 'opened' }],
  };
}

/** What the office does until the next round: much of it, a part, or nothing. */
function work(
  open: { ticket: Ticket; steps: NewTicketStep[] },
  line: Line,
  { random }: LifeSetting,
  nowMs: number,
): 'repaired' | 'not_repaired' {
  const by = `keeper-${line.tier}`;
  const draw = random();
  if (draw < 0.2) return 'not_repaired';
  moved(open, line, { move: 'accept' }, nowMs + 4 * hourMs, by);
  if (random() < 0.1) {
    const reason = '配件未到，申请延期';
    moved(open, line, { move: 'ask_extension', workingDays: 5, reason }, nowMs + 5 * hourMs, by);
    moved(open, line, { move: 'grant_extension' }, nowMs + 24 * hourMs, 'manager');
  }
  if (draw < 0.35) return 'not_repaired';
  moved(open, line, { move: 'start' }, nowMs + 26 * hourMs, by);
  if (draw < 0.45) return 'not_repaired';
  if (random() < 0.4) {
    open.steps.push({
      atMs: nowMs + 30 * hourMs,
      by,
      kind: 'commented',
      reason: '已联系运营商上门检修，预计两日内完成。',
    });
  }
  moved(open, line, { move: 'claim', reason: oneOf(reasons, random) }, nowMs + 50 * hourMs, by);
  return draw < 0.9 ? 'repaired' : 'not_repaired';
}

/** Makes a move that the rules allow, with its step; one that they do not allow is not made. */
function moved(
  open: { ticket: Ticket; steps: NewTicketStep[] },
  line: Line,
  request: Omit<MoveRequest, 'version'>,
  nowMs: number,
  by: string,
): void {
  const setting = { tier: line.tier, policy: defaultTicketPolicy, calendar, nowMs };
  const { ticket: before } = open;
  const result = moveTicket(before, { ...request, version: before.version }, setting);
  if (!result.ok) return;
  open.ticket = result.ticket;
  open.steps.push({
    atMs: nowMs,
    by,
    kind: request.move,
    from: before.state,
    to: result.ticket.state,
    reason: request.reason ?? '',
    detail: request.workingDays === undefined ? {} : { workingDays: request.workingDays },
  });
}
