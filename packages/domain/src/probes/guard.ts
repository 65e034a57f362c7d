import type { Calendar } from '../calendar/calendar.ts';
import { addDays, localTime, momentOf } from '../calendar/local-time.ts';
import { isOpenAt, nextOpenMs } from '../calendar/open-hours.ts';
import type { Campaign, CampaignScope } from '../campaigns/campaign.ts';
import type { Clearance, Objection } from '../clearances/clearance.ts';
import { findValidClearance } from '../clearances/valid-clearance.ts';
import type { Line } from '../lines/line.ts';
import { ledgerKey, numberKey, type TelephoneNumber } from '../lines/telephone-number.ts';
import { isLoopbackHost, type StopAll, type Trunk } from '../trunks/trunk.ts';
import {
  guardReasons,
  type GuardAnswer,
  type GuardFigure,
  type GuardReason,
} from './guard-answer.ts';
import type { ProbeLimits } from './limits.ts';
import { personMayHaveAnswered } from './outcome.ts';
import type { LedgerEntry, ProbeAsker } from './probe.ts';
import { hasByNameWords, isByNameNumber, isEmergencyNumber } from './protected-numbers.ts';

const hourMs = 3_600_000;

/** What is to be dialled, and who asks. */
export interface GuardRequest {
  readonly stage: 'planning' | 'dialling';
  readonly asker: ProbeAsker;
  readonly lineId: string;
  /** The number that would go into the INVITE. */
  readonly number: TelephoneNumber;
}

/**
 * Everything the guard weighs, read by the caller in the transaction that will record the intent.
 * The ledger must hold at least the local day of `nowMs` and the spacing before it.
 */
export interface GuardFacts {
  readonly nowMs: number;
  readonly calendar: Calendar;
  readonly limits: ProbeLimits;
  /** The line of the inventory with that id, or null. */
  readonly line: Line | null;
  /** Departments above the line's own, in any order. */
  readonly ancestorIds: readonly string[];
  readonly clearances: readonly Clearance[];
  readonly objections: readonly Objection[];
  /** Calls to the dialled number over all lines, extensions, campaigns, re-tests, commands, reports. */
  readonly numberLedger: readonly LedgerEntry[];
  /** Calls to all lines of the line's department that started within the last hour. */
  readonly departmentCallsLastHour: number;
  /** Calls over the trunk that started in the local day of `nowMs`. */
  readonly trunkCallsToday: number;
  readonly trunk: Trunk | null;
  /** Whether the trunk is registered at its carrier now; null where it need not be. */
  readonly trunkRegistered: boolean | null;
  /** A bad hour of the trunk that goes on, with its last call; null where it has none. */
  readonly trunkBadHour: { readonly sinceMs: number; readonly lastCallMs: number | null } | null;
  readonly stopAll: StopAll | null;
  /** The campaign named by the asker, as it stands in the ledger; null when there is none. */
  readonly campaign: Campaign | null;
  readonly clock: ClockFacts;
}

/** What is known of the wall clock's sanity. */
export interface ClockFacts {
  /** Latest time written in the ledger by anybody, or null while it is empty. */
  readonly lastLedgerMs: number | null;
  /** Wall and steady clock since the process last looked, both in ms; null at the first look. */
  readonly sinceLastLook: { readonly wallMs: number; readonly steadyMs: number } | null;
}

/**
 * The one guard of promise 1: asked when a probe is planned and again at the moment of dialling. It
 * looks at every rule, so that the stored answer names all reasons and the figures behind them.
 */
export function guardProbe(request: GuardRequest, facts: GuardFacts): GuardAnswer {
  if (!Number.isFinite(facts.nowMs)) return refusalWithoutClock(request);
  const reasons = new Set<GuardReason>();
  const figures: GuardFigure[] = [];
  const waits: (number | null)[] = [];

  checkStops(facts, reasons, figures);
  checkNumber(request, facts, reasons);
  checkObjections(request, facts, reasons);
  checkTrunk(request, facts, reasons, figures, waits);
  checkCampaign(request, facts, reasons);
  const clearance = checkClearance(facts, reasons, figures);
  checkHours(facts, clearance, reasons, waits);
  checkLimits(facts, clearance, reasons, figures, waits);

  const asked = {
    askedAtMs: facts.nowMs,
    stage: request.stage,
    ledgerKey: ledgerKey(request.number),
    figures,
  };
  const ordered = guardReasons.filter((reason) => reasons.has(reason));
  const [first] = ordered;
  if (first === undefined && clearance !== null) {
    return { ...asked, allowed: true, clearanceId: clearance.id };
  }
  const onlyTime = ordered.every((reason) => timeReasons.has(reason));
  return {
    ...asked,
    allowed: false,
    reason: first ?? 'no_clearance',
    reasons: ordered.length > 0 ? ordered : ['no_clearance'],
    retryAtMs: onlyTime && !waits.includes(null) ? Math.max(...waits.map((at) => at ?? 0)) : null,
  };
}

function refusalWithoutClock(request: GuardRequest): GuardAnswer {
  return {
    askedAtMs: 0,
    stage: request.stage,
    ledgerKey: ledgerKey(request.number),
    figures: [{ name: 'clock', value: null }],
    allowed: false,
    reason: 'clock_stepped',
    reasons: ['clock_stepped'],
    retryAtMs: null,
  };
}

/** How soon a trunk that is not registered is looked at again. */
const registrationWaitMs = 60_000;

/** In a bad hour of the trunk one call in so long tries whether it is over; the others wait. */
const trialEveryMs = 2 * 60_000;
const badHourWaitMs = 10 * 60_000;

/** Reasons that pass by waiting. */
const timeReasons: ReadonlySet<GuardReason> = new Set<GuardReason>([
  'trunk_not_registered',
  'trunk_bad_hour',
  'outside_allowed_hours',
  'outside_clearance_hours',
  'person_answered_today',
  'number_daily_limit',
  'number_spacing',
  'department_hourly_limit',
  'trunk_daily_limit',
]);

function checkStops(facts: GuardFacts, reasons: Set<GuardReason>, figures: GuardFigure[]): void {
  if (facts.stopAll !== null) {
    reasons.add('stop_all');
    figures.push({ name: 'stop_all_by', value: facts.stopAll.by });
  }
  const { lastLedgerMs, sinceLastLook } = facts.clock;
  // Comparisons here and below are written so that what is no number refuses.
  if (lastLedgerMs !== null && !(facts.nowMs >= lastLedgerMs)) {
    reasons.add('clock_behind_ledger');
    figures.push({ name: 'clock_behind_ms', value: lastLedgerMs - facts.nowMs, limit: 0 });
  }
  if (sinceLastLook !== null) {
    const stepMs = sinceLastLook.wallMs - sinceLastLook.steadyMs;
    if (!(Math.abs(stepMs) <= facts.limits.clockToleranceMs)) {
      reasons.add('clock_stepped');
      figures.push({ name: 'clock_step_ms', value: stepMs, limit: facts.limits.clockToleranceMs });
    }
  }
}

function checkNumber(request: GuardRequest, facts: GuardFacts, reasons: Set<GuardReason>): void {
  const { line } = facts;
  const { dialled, areaCode } = request.number;
  if (line === null || line.id !== request.lineId) reasons.add('not_in_inventory');
  else {
    if (line.state !== 'active') reasons.add('line_not_active');
    if (numberKey(line.number) !== numberKey(request.number))
      reasons.add('number_differs_from_line');
  }
  // Short codes of the calling area have four digits or more; no code of three is anybody's office.
  const canonical =
    /^\+[1-9]\d{6,14}$/.test(dialled) ||
    (/^[1-9]\d{3,7}$/.test(dialled) && areaCode !== null && /^0\d{2,3}$/.test(areaCode));
  if (!canonical) reasons.add('number_incomplete');
  if (isEmergencyNumber(dialled) || isEmergencyNumber(`${areaCode ?? ''}${dialled}`)) {
    reasons.add('emergency_number');
  }
}

function checkObjections(
  request: GuardRequest,
  facts: GuardFacts,
  reasons: Set<GuardReason>,
): void {
  const key = ledgerKey(request.number);
  for (const objection of facts.objections) {
    const meant =
      objection.ledgerKey === key ||
      (objection.lineId !== null && objection.lineId === request.lineId) ||
      (objection.departmentId !== null &&
        (objection.departmentId === facts.line?.departmentId ||
          facts.ancestorIds.includes(objection.departmentId)));
    if (!meant) continue;
    if (objection.by === 'callee') reasons.add('callee_objected');
    else if (objection.withdrawnAtMs === null || objection.withdrawnAtMs > facts.nowMs) {
      reasons.add('office_objected');
    }
  }
}

function checkTrunk(
  request: GuardRequest,
  facts: GuardFacts,
  reasons: Set<GuardReason>,
  figures: GuardFigure[],
  waits: (number | null)[],
): void {
  const { trunk, line } = facts;
  if (trunk === null) {
    reasons.add('trunk_not_set');
    return;
  }
  if (trunk.state.kind === 'disabled') reasons.add('trunk_disabled');
  if (trunk.state.kind === 'stopped') {
    reasons.add('trunk_stopped');
    figures.push({ name: 'trunk_stopped_for', value: trunk.state.reason });
  }
  if ((trunk.registeredNumber ?? '').trim() === '') reasons.add('trunk_number_unregistered');
  else if (trunk.presentedNumber !== trunk.registeredNumber) reasons.add('trunk_number_mismatch');
  if (facts.trunkRegistered === false) {
    // The carrier would refuse the call, and its refusal would speak against the line.
    reasons.add('trunk_not_registered');
    waits.push(facts.nowMs + registrationWaitMs);
  }
  checkBadHour(request, facts, reasons, figures, waits);
  // The stored flag is not believed alone: a host that was edited later is no loopback any more.
  const loopback = trunk.loopback && isLoopbackHost(trunk.host);
  if (line?.sample === true && !(loopback && trunk.simulated)) {
    reasons.add('sample_line_outside_exchange');
  }
  if (!loopback && campaignOf(request.asker) === null) reasons.add('trunk_needs_campaign');
}

/** While a trunk fails calls on all numbers, calls over it would speak against lines that work. */
function checkBadHour(
  request: GuardRequest,
  facts: GuardFacts,
  reasons: Set<GuardReason>,
  figures: GuardFigure[],
  waits: (number | null)[],
): void {
  const { trunkBadHour, nowMs } = facts;
  // A plan is made for later.
  if (trunkBadHour === null || request.stage === 'planning') return;
  const sinceLastMs = nowMs - (trunkBadHour.lastCallMs ?? -Infinity);
  figures.push({ name: 'trunk_bad_hour_since_ms', value: trunkBadHour.sinceMs });
  if (sinceLastMs >= trialEveryMs) return;
  reasons.add('trunk_bad_hour');
  waits.push(nowMs + badHourWaitMs);
}

function checkCampaign(request: GuardRequest, facts: GuardFacts, reasons: Set<GuardReason>): void {
  if (request.asker.kind === 'report') reasons.add('report_never_dials');
  const campaignId = campaignOf(request.asker);
  if (campaignId === null) return;
  const { campaign } = facts;
  if (campaign === null || campaign.id !== campaignId) {
    reasons.add('trunk_needs_campaign');
    return;
  }
  const { day } = localTime(facts.calendar, facts.nowMs);
  if (
    campaign.state !== 'running' ||
    day < campaign.period.fromDay ||
    day > campaign.period.toDay
  ) {
    // A plan may be made before the first day; a call may not.
    const early = request.stage === 'planning' && campaign.state === 'running';
    if (!early || day > campaign.period.toDay) reasons.add('campaign_not_running');
  }
  const onItsTrunk = facts.trunk === null || campaign.trunkId === facts.trunk.id;
  if (!onItsTrunk || !isWithinScope(facts, campaign.scope)) reasons.add('campaign_over_scope');
}

/** The same scope by which lines are selected, asked again for one line. */
function isWithinScope(facts: GuardFacts, scope: CampaignScope): boolean {
  const { line } = facts;
  if (line === null) return false;
  const offices = line.departmentId === null ? [] : [line.departmentId, ...facts.ancestorIds];
  return (
    scope.excludedLineIds?.includes(line.id) !== true &&
    (scope.lineIds === undefined || scope.lineIds.includes(line.id)) &&
    (scope.tiers === undefined || scope.tiers.includes(line.tier)) &&
    (scope.purposes === undefined || scope.purposes.includes(line.purpose)) &&
    (scope.departmentIds === undefined || scope.departmentIds.some((id) => offices.includes(id)))
  );
}

function campaignOf(asker: ProbeAsker): string | null {
  return asker.kind === 'campaign' || asker.kind === 'retest' ? asker.campaignId : null;
}

/** Whether the line needs a clearance that names it: crisis, emergency room, police, duty, mobile. */
export function needsClearanceByName(
  line: Pick<Line, 'number' | 'numberType' | 'purpose' | 'owner' | 'services'>,
): boolean {
  return (
    line.numberType === 'mobile' ||
    /^\+861[3-9]\d{9}$/.test(line.number.dialled) ||
    line.purpose === 'emergency' ||
    line.purpose === 'repair' ||
    line.purpose === 'duty' ||
    isByNameNumber(line.number.dialled) ||
    hasByNameWords([line.owner ?? '', ...line.services])
  );
}

function checkClearance(
  facts: GuardFacts,
  reasons: Set<GuardReason>,
  figures: GuardFigure[],
): Clearance | null {
  const { line, trunk } = facts;
  if (line === null) return null;
  const byName = needsClearanceByName(line);
  const search = {
    line,
    ancestorIds: facts.ancestorIds,
    clearances: facts.clearances,
    trunk: trunk && { loopback: trunk.loopback && isLoopbackHost(trunk.host) },
    calendar: facts.calendar,
    nowMs: facts.nowMs,
  };
  const answer = findValidClearance({ ...search, byName });
  if (answer.ok) {
    figures.push({ name: 'clearance', value: answer.clearance.id });
    return answer.clearance;
  }
  if (
    byName &&
    answer.why === 'no_clearance' &&
    findValidClearance({ ...search, byName: false }).ok
  ) {
    reasons.add('needs_clearance_by_name');
  } else reasons.add(answer.why);
  return null;
}

function checkHours(
  facts: GuardFacts,
  clearance: Clearance | null,
  reasons: Set<GuardReason>,
  waits: (number | null)[],
): void {
  const hours = [facts.limits.allowedHours];
  if (facts.campaign !== null) hours.push(facts.campaign.policy.hours);
  if (hours.some((one) => !isOpenAt(one, facts.calendar, facts.nowMs))) {
    reasons.add('outside_allowed_hours');
    waits.push(
      nextOpenMs(
        clearance?.hours ? [...hours, clearance.hours] : hours,
        facts.calendar,
        facts.nowMs,
      ),
    );
  }
  if (reasons.has('outside_clearance_hours')) {
    const allowed = facts.clearances.flatMap((one) => (one.hours ? [one.hours] : []));
    const openings = allowed.flatMap(
      (one) => nextOpenMs([...hours, one], facts.calendar, facts.nowMs) ?? [],
    );
    waits.push(openings.length > 0 ? Math.min(...openings) : null);
  }
}

function checkLimits(
  facts: GuardFacts,
  clearance: Clearance | null,
  reasons: Set<GuardReason>,
  figures: GuardFigure[],
  waits: (number | null)[],
): void {
  const { limits, nowMs, calendar } = facts;
  const { day } = localTime(calendar, nowMs);
  const dayStartMs = momentOf(calendar, day, 0);
  const tomorrowMs = momentOf(calendar, addDays(day, 1), 0);
  const dialled = facts.numberLedger.filter((entry) => entry.outcome !== 'not_dialled');
  const today = dialled.filter((entry) => entry.startedAtMs >= dayStartMs);
  const perDay = Math.min(
    limits.perNumberPerDay,
    facts.campaign?.policy.attemptsPerDay ?? Infinity,
    clearance?.maxPerDay ?? Infinity,
  );
  const spacingMs = Math.max(
    limits.spacingMs,
    facts.campaign?.policy.spacingMs ?? 0,
    clearance?.minSpacingMs ?? 0,
  );

  figures.push({ name: 'number_calls_today', value: today.length, limit: perDay });
  if (!(today.length < perDay)) {
    reasons.add('number_daily_limit');
    waits.push(tomorrowMs);
  }
  if (dialled.some((entry) => entry.outcome === null)) reasons.add('call_in_progress');
  const lastMs = dialled.reduce((latest, one) => Math.max(latest, one.startedAtMs), -Infinity);
  if (Number.isFinite(lastMs)) {
    figures.push({ name: 'since_last_call_ms', value: nowMs - lastMs, limit: spacingMs });
    if (!(nowMs - lastMs >= spacingMs)) {
      reasons.add('number_spacing');
      waits.push(lastMs + spacingMs);
    }
  }
  const disturbed = today.some(
    (entry) =>
      entry.outcome !== null &&
      personMayHaveAnswered({ outcome: entry.outcome, timeToPersonMs: entry.timeToPersonMs }),
  );
  figures.push({ name: 'person_answered_today', value: disturbed });
  if (disturbed) {
    reasons.add('person_answered_today');
    waits.push(tomorrowMs);
  }
  figures.push({
    name: 'department_calls_last_hour',
    value: facts.departmentCallsLastHour,
    limit: limits.departmentPerHour,
  });
  if (!(facts.departmentCallsLastHour < limits.departmentPerHour)) {
    reasons.add('department_hourly_limit');
    waits.push(nowMs + hourMs);
  }
  figures.push({
    name: 'trunk_calls_today',
    value: facts.trunkCallsToday,
    limit: limits.trunkPerDay,
  });
  if (!(facts.trunkCallsToday < limits.trunkPerDay)) {
    reasons.add('trunk_daily_limit');
    waits.push(tomorrowMs);
  }
}
