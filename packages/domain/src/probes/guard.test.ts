import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { localTime, momentOf } from '../calendar/local-time.ts';
import { parsePublishedHours } from '../calendar/published-hours.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import { defaultCampaignPolicy, defaultCampaignTargets } from '../campaigns/default-policy.ts';
import type { Clearance, Objection } from '../clearances/clearance.ts';
import type { Line } from '../lines/line.ts';
import type { Trunk } from '../trunks/trunk.ts';
import { guardProbe, type GuardFacts, type GuardRequest } from './guard.ts';
import { guardReasons, type GuardReason } from './guard-answer.ts';
import { defaultProbeLimits } from './limits.ts';
import { callOutcomes, personMayHaveAnswered, type CallOutcome } from './outcome.ts';
import type { LedgerEntry } from './probe.ts';

const monday = '2026-11-23';
const tenOClock = momentOf(chinaCalendar, monday, 600);
const minute = 60_000;

const line: Line = {
  id: 'l1',
  number: { dialled: '+862861881111', areaCode: null, extension: null },
  numberType: 'geographic',
  departmentId: 'd1',
  owner: '政务服务中心',
  services: ['户籍咨询'],
  purpose: 'enquiry',
  hours: null,
  tier: 'A',
  seats: null,
  sample: false,
  state: 'active',
  createdAtMs: 0,
};
const clearance: Clearance = {
  id: 'c1',
  scope: { kind: 'department', departmentId: 'city', withSubtree: true },
  givenBy: '市政府办公室',
  basis: '复函〔2026〕1号',
  givenAtMs: 0,
  validFromMs: 0,
  validToMs: null,
  withdrawnAtMs: null,
  hours: null,
  maxPerDay: null,
  minSpacingMs: null,
  loopbackOnly: false,
};
const byName: Clearance = { ...clearance, id: 'c2', scope: { kind: 'line', lineId: 'l1' } };
const trunk: Trunk = {
  id: 't1',
  name: 'carrier',
  host: '10.0.0.5',
  port: 5060,
  transport: 'udp',
  loopback: false,
  simulated: false,
  registeredNumber: '+862861880000',
  presentedNumber: '+862861880000',
  channels: 30,
  state: { kind: 'ready' },
};
const campaign: Campaign = {
  id: 'k1',
  name: 'Autumn',
  state: 'running',
  scope: {},
  period: { fromDay: monday, toDay: '2026-11-27' },
  policy: defaultCampaignPolicy,
  targets: defaultCampaignTargets,
  trunkId: 't1',
  createdAtMs: 0,
  createdBy: 'u1',
};
const request: GuardRequest = {
  stage: 'dialling',
  asker: { kind: 'campaign', campaignId: 'k1' },
  lineId: 'l1',
  number: line.number,
};
const facts: GuardFacts = {
  nowMs: tenOClock,
  calendar: chinaCalendar,
  limits: defaultProbeLimits,
  line,
  ancestorIds: ['city'],
  clearances: [clearance],
  objections: [],
  numberLedger: [],
  departmentCallsLastHour: 0,
  trunkCallsToday: 0,
  trunkRegistered: null,
  trunkBadHour: null,
  trunk,
  stopAll: null,
  campaign,
  clock: { lastLedgerMs: tenOClock - minute, sinceLastLook: { wallMs: 1_000, steadyMs: 1_001 } },
};

function call(
  agoMs: number,
  outcome: CallOutcome | null,
  more: Partial<LedgerEntry> = {},
): LedgerEntry {
  return {
    probeId: `p${String(agoMs)}`,
    ledgerKey: '+862861881111',
    lineId: 'l1',
    departmentId: 'd1',
    trunkId: 't1',
    asker: { kind: 'campaign', campaignId: 'k1' },
    startedAtMs: tenOClock - agoMs,
    endedAtMs: outcome === null ? null : tenOClock - agoMs + 20_000,
    outcome,
    timeToPersonMs: null,
    ...more,
  };
}

const objection: Objection = {
  id: 'o1',
  by: 'callee',
  ledgerKey: '+862861881111',
  lineId: null,
  departmentId: null,
  madeAtMs: 0,
  withdrawnAtMs: null,
  note: '',
};
const afternoon = parsePublishedHours('工作日 14:00-17:00');
const afternoonHours = afternoon.ok ? afternoon.hours : null;
const cli = { kind: 'cli', command: 'probe' } as const;
const loopback = { ...trunk, host: '127.0.0.1', loopback: true };
const exchange = { ...loopback, simulated: true };

/** Every reason of the closed list with a situation in which it is the first reason. */
const situations: Readonly<Record<GuardReason, [Partial<GuardFacts>, Partial<GuardRequest>?]>> = {
  stop_all: [{ stopAll: { pressedAtMs: 0, by: 'u1', note: '' } }],
  clock_behind_ledger: [{ clock: { lastLedgerMs: tenOClock + 1, sinceLastLook: null } }],
  clock_stepped: [
    { clock: { lastLedgerMs: null, sinceLastLook: { wallMs: 86_400_000, steadyMs: 1_000 } } },
  ],
  not_in_inventory: [{ line: null }],
  line_not_active: [{ line: { ...line, state: 'retired' } }],
  number_incomplete: [
    { line: { ...line, number: { ...line.number, dialled: '61881111' } } },
    { number: { ...line.number, dialled: '61881111' } },
  ],
  number_differs_from_line: [{}, { number: { ...line.number, dialled: '+862861881112' } }],
  emergency_number: [
    { line: { ...line, number: { dialled: '12110', areaCode: '028', extension: null } } },
    { number: { dialled: '12110', areaCode: '028', extension: null } },
  ],
  callee_objected: [{ objections: [{ ...objection, withdrawnAtMs: 1 }] }],
  office_objected: [
    { objections: [{ ...objection, by: 'office', ledgerKey: null, departmentId: 'city' }] },
  ],
  no_clearance: [{ clearances: [{ ...clearance, basis: ' ' }] }],
  clearance_withdrawn: [{ clearances: [{ ...clearance, withdrawnAtMs: tenOClock }] }],
  clearance_expired: [{ clearances: [{ ...clearance, validToMs: tenOClock }] }],
  clearance_not_yet_valid: [{ clearances: [{ ...clearance, validFromMs: tenOClock + 1 }] }],
  needs_clearance_by_name: [{ line: { ...line, purpose: 'duty' } }],
  report_never_dials: [{ trunk: loopback }, { asker: { kind: 'report', reportId: 'r1' } }],
  trunk_not_set: [{ trunk: null }],
  trunk_disabled: [{ trunk: { ...trunk, state: { kind: 'disabled' } } }],
  trunk_stopped: [
    { trunk: { ...trunk, state: { kind: 'stopped', reason: 'burst_rejected', atMs: 0 } } },
  ],
  trunk_number_unregistered: [{ trunk: { ...trunk, registeredNumber: ' ' } }],
  trunk_number_mismatch: [{ trunk: { ...trunk, presentedNumber: '+8613800000000' } }],
  trunk_not_registered: [{ trunkRegistered: false }],
  trunk_bad_hour: [
    { trunkBadHour: { sinceMs: tenOClock - 20 * minute, lastCallMs: tenOClock - minute } },
  ],
  sample_line_outside_exchange: [{ line: { ...line, sample: true } }],
  clearance_loopback_only: [{ clearances: [{ ...clearance, loopbackOnly: true }] }],
  trunk_needs_campaign: [{ campaign: null }, { asker: cli }],
  campaign_not_running: [{ campaign: { ...campaign, state: 'paused' } }],
  campaign_over_scope: [{ campaign: { ...campaign, scope: { excludedLineIds: ['l1'] } } }],
  outside_allowed_hours: [{ nowMs: momentOf(chinaCalendar, '2026-11-24', 7 * 60) }],
  outside_clearance_hours: [{ clearances: [{ ...clearance, hours: afternoonHours }] }],
  call_in_progress: [{ numberLedger: [call(40 * minute, null)] }],
  person_answered_today: [{ numberLedger: [call(40 * minute, 'answered_person')] }],
  number_daily_limit: [
    {
      numberLedger: [
        call(40 * minute, 'busy'),
        call(80 * minute, 'busy'),
        call(115 * minute, 'busy'),
      ],
    },
  ],
  number_spacing: [{ numberLedger: [call(29 * minute, 'busy')] }],
  department_hourly_limit: [{ departmentCallsLastHour: 60 }],
  trunk_daily_limit: [{ trunkCallsToday: 5_000 }],
};

function ask(changed: Partial<GuardFacts> = {}, asked: Partial<GuardRequest> = {}) {
  return guardProbe({ ...request, ...asked }, { ...facts, ...changed });
}

function reasonsOf(
  changed: Partial<GuardFacts>,
  asked: Partial<GuardRequest> = {},
): readonly GuardReason[] {
  const answer = ask(changed, asked);
  return answer.allowed ? [] : answer.reasons;
}

describe('the guard', () => {
  it('allows an ordinary call of a campaign and names the clearance and the figures', () => {
    const answer = ask();
    expect(answer).toMatchObject({ allowed: true, clearanceId: 'c1', ledgerKey: '+862861881111' });
    expect(answer.figures).toContainEqual({ name: 'number_calls_today', value: 0, limit: 3 });
  });

  it.each(guardReasons.map((reason) => [reason] as const))('refuses for %s', (reason) => {
    const [changed, asked] = situations[reason];
    const answer = ask(changed, asked);
    expect(answer.allowed).toBe(false);
    if (!answer.allowed) expect(answer.reason).toBe(reason);
  });

  it('says from when time alone may change its answer, and never when a person must', () => {
    const spaced = ask(situations.number_spacing[0]);
    expect(!spaced.allowed && spaced.retryAtMs).toBe(tenOClock + minute);
    const person = ask(situations.person_answered_today[0]);
    expect(!person.allowed && person.retryAtMs).toBe(momentOf(chinaCalendar, '2026-11-24', 0));
    const early = ask({ nowMs: momentOf(chinaCalendar, '2026-11-24', 420) });
    expect(!early.allowed && early.retryAtMs).toBe(momentOf(chinaCalendar, '2026-11-24', 480));
    const hours = ask(situations.outside_clearance_hours[0]);
    expect(!hours.allowed && hours.retryAtMs).toBe(momentOf(chinaCalendar, monday, 14 * 60));
    for (const reason of ['stop_all', 'no_clearance', 'emergency_number'] as const) {
      const answer = ask(...situations[reason]);
      expect(!answer.allowed && answer.retryAtMs).toBe(null);
    }
  });

  it('counts the local day of the city, not that of UTC', () => {
    // 7:59 in UTC terms belongs to the day before; both calls were made on the same day in Chengdu.
    const nineOClock = momentOf(chinaCalendar, monday, 540);
    const halfPastSeven = { startedAtMs: momentOf(chinaCalendar, monday, 455) };
    expect(
      reasonsOf({
        nowMs: nineOClock,
        clock: { lastLedgerMs: null, sinceLastLook: null },
        numberLedger: [call(0, 'answered_person', halfPastSeven)],
      }),
    ).toEqual(['person_answered_today']);
    const yesterday = { startedAtMs: momentOf(chinaCalendar, monday, -400) };
    expect(ask({ numberLedger: [call(0, 'answered_person', yesterday)] }).allowed).toBe(true);
  });

  it('takes what may have been a person for one', () => {
    const person = callOutcomes.filter((outcome) =>
      personMayHaveAnswered({ outcome, timeToPersonMs: null }),
    );
    expect(person).toEqual([
      'answered_person',
      'answered_silent',
      'answered_dropped',
      'answered_unknown',
      'interrupted',
    ]);
    expect(personMayHaveAnswered({ outcome: 'answered_ivr', timeToPersonMs: 9_000 })).toBe(true);
    expect(ask({ numberLedger: [call(40 * minute, 'answered_ivr')] }).allowed).toBe(true);
    expect(ask({ numberLedger: [call(40 * minute, 'not_dialled')] }).allowed).toBe(true);
  });

  it('lets a stricter clearance and a stricter campaign rule, and never a laxer one', () => {
    const once = { ...clearance, id: 'once', maxPerDay: 1, minSpacingMs: 90 * minute };
    expect(
      reasonsOf({ clearances: [clearance, once], numberLedger: [call(40 * minute, 'busy')] }),
    ).toEqual(['number_daily_limit', 'number_spacing']);
    const lax = {
      ...campaign,
      policy: { ...defaultCampaignPolicy, attemptsPerDay: 24, spacingMs: minute },
    };
    expect(
      reasonsOf({
        campaign: lax,
        numberLedger: [call(minute, 'busy'), call(60 * minute, 'busy'), call(115 * minute, 'busy')],
      }),
    ).toEqual(['number_daily_limit', 'number_spacing']);
  });

  it('refuses an emergency number even with a clearance by name, on loopback and from a campaign', () => {
    for (const dialled of ['+86110', '+8628110', '110', '+86120', '+8612395', '028119', '１１０']) {
      const number = { dialled, areaCode: '028', extension: null };
      expect(
        reasonsOf({ line: { ...line, number }, clearances: [byName], trunk: exchange }, { number }),
      ).toContain('emergency_number');
    }
  });

  it('counts ninety-nine extensions of one switchboard as one number', () => {
    let ledger: LedgerEntry[] = [];
    let allowed = 0;
    for (let extension = 1; extension <= 99; extension += 1) {
      const number = { ...line.number, extension: String(8000 + extension) };
      const nowMs = tenOClock + extension * 60_000;
      const answer = ask(
        { line: { ...line, id: `x${String(extension)}`, number }, numberLedger: ledger, nowMs },
        { number, lineId: `x${String(extension)}` },
      );
      if (!answer.allowed) continue;
      allowed += 1;
      ledger = [...ledger, call(0, 'no_answer', { startedAtMs: nowMs })];
    }
    expect(allowed).toBe(3);
  });

  it('opens crisis, duty, repair, mobile and police lines by name only', () => {
    const special: Partial<Line>[] = [
      { number: { dialled: '12356', areaCode: '028', extension: null }, numberType: 'short_code' },
      { number: { dialled: '12338', areaCode: '028', extension: null }, numberType: 'short_code' },
      {
        number: { dialled: '+8613900000000', areaCode: null, extension: null },
        numberType: 'mobile',
      },
      { number: { dialled: '+8613900000000', areaCode: null, extension: null } },
      { purpose: 'emergency' },
      { purpose: 'repair' },
      { owner: '青羊派出所' },
      { services: ['供水抢修'] },
    ];
    for (const change of special) {
      const changed = { ...line, ...change };
      const asked = { number: changed.number };
      expect(reasonsOf({ line: changed }, asked)).toEqual(['needs_clearance_by_name']);
      expect(ask({ line: changed, clearances: [byName] }, asked).allowed).toBe(true);
    }
  });

  it('lets sample lines ring in the simulated exchange only, and nothing but campaigns off loopback', () => {
    const sample = { ...line, sample: true };
    const onExchange = { ...campaign, trunkId: 't1' };
    expect(ask({ line: sample, trunk: exchange, campaign: onExchange }).allowed).toBe(true);
    expect(reasonsOf({ line: sample, trunk: loopback })).toEqual(['sample_line_outside_exchange']);
    // A stored flag that the host contradicts is not believed.
    expect(reasonsOf({ line: sample, trunk: { ...exchange, host: '10.0.0.5' } })).toEqual([
      'sample_line_outside_exchange',
    ]);
    expect(ask({ trunk: loopback, campaign: null }, { asker: cli }).allowed).toBe(true);
    expect(
      reasonsOf({ campaign: null }, { asker: { kind: 'retest', ticketId: 'k', campaignId: null } }),
    ).toEqual(['trunk_needs_campaign']);
    expect(reasonsOf({ campaign: null })).toEqual(['trunk_needs_campaign']);
  });

  it('holds a line against every part of the campaign’s scope', () => {
    const scoped = (scope: Campaign['scope']): Campaign => ({ ...campaign, scope });
    for (const scope of [
      { lineIds: ['l2'] },
      { tiers: ['B'] },
      { purposes: ['complaint'] },
      { departmentIds: ['d2'] },
    ] as const) {
      expect(reasonsOf({ campaign: scoped(scope) })).toEqual(['campaign_over_scope']);
    }
    const fitting = {
      lineIds: ['l1'],
      tiers: ['A'],
      purposes: ['enquiry'],
      departmentIds: ['city'],
    } as const;
    expect(ask({ campaign: scoped(fitting) }).allowed).toBe(true);
    expect(reasonsOf({ campaign: { ...campaign, trunkId: 't2' } })).toEqual([
      'campaign_over_scope',
    ]);
  });

  it('refuses what is no number, wherever it stands', () => {
    const limits = defaultProbeLimits;
    const before = { numberLedger: [call(40 * minute, 'busy')] };
    expect(reasonsOf({ limits: { ...limits, perNumberPerDay: NaN } })).toEqual([
      'number_daily_limit',
    ]);
    expect(reasonsOf({ limits: { ...limits, spacingMs: NaN }, ...before })).toEqual([
      'number_spacing',
    ]);
    expect(reasonsOf({ limits: { ...limits, departmentPerHour: NaN } })).toEqual([
      'department_hourly_limit',
    ]);
    expect(reasonsOf({ nowMs: NaN })).toEqual(['clock_stepped']);
    expect(reasonsOf({ trunkCallsToday: NaN })).toEqual(['trunk_daily_limit']);
    expect(reasonsOf({ clock: { lastLedgerMs: NaN, sinceLastLook: null } })).toEqual([
      'clock_behind_ledger',
    ]);
    expect(
      reasonsOf({ clock: { lastLedgerMs: null, sinceLastLook: { wallMs: NaN, steadyMs: 0 } } }),
    ).toEqual(['clock_stepped']);
  });

  it('plans before the first day of a campaign but never dials then', () => {
    const later = { ...campaign, period: { fromDay: '2026-11-24', toDay: '2026-11-27' } };
    expect(ask({ campaign: later }, { stage: 'planning' }).allowed).toBe(true);
    expect(reasonsOf({ campaign: later })).toEqual(['campaign_not_running']);
    const over = { ...campaign, period: { fromDay: '2026-11-16', toDay: '2026-11-20' } };
    expect(reasonsOf({ campaign: over }, { stage: 'planning' })).toEqual(['campaign_not_running']);
  });

  it('keeps every limit whatever is asked, by whom, and when', () => {
    const asker = fc.constantFrom<GuardRequest['asker']>(
      { kind: 'campaign', campaignId: 'k1' },
      { kind: 'retest', ticketId: 'z', campaignId: 'k1' },
      { kind: 'cli', command: 'probe' },
      { kind: 'report', reportId: 'r' },
    );
    const outcome = fc.constantFrom<CallOutcome>(
      'busy',
      'no_answer',
      'answered_ivr',
      'answered_person',
      'unallocated',
      'interrupted',
      'trunk_fault',
    );
    const step = fc.tuple(
      asker,
      fc.integer({ min: 1, max: 90 }),
      outcome,
      fc.integer({ min: 0, max: 3 }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        let nowMs = momentOf(chinaCalendar, monday, 0);
        let ledger: LedgerEntry[] = [];
        for (const [who, minutes, result, extension] of steps) {
          nowMs += minutes * minute;
          const number = {
            ...line.number,
            extension: extension === 0 ? null : String(8000 + extension),
          };
          const answer = ask(
            {
              nowMs,
              line: { ...line, number },
              trunk: loopback,
              numberLedger: ledger,
              clock: { lastLedgerMs: ledger.at(-1)?.startedAtMs ?? null, sinceLastLook: null },
            },
            { asker: who, number },
          );
          if (answer.allowed)
            ledger = [...ledger, call(0, result, { startedAtMs: nowMs, asker: who })];
        }
        const days = new Map<string, LedgerEntry[]>();
        for (const [index, entry] of ledger.entries()) {
          const { day, minute: at } = localTime(chinaCalendar, entry.startedAtMs);
          days.set(day, [...(days.get(day) ?? []), entry]);
          expect(entry.asker.kind).not.toBe('report');
          expect(at).toBeGreaterThanOrEqual(480);
          expect(at).toBeLessThan(1_200);
          const before = ledger[index - 1];
          if (before)
            expect(entry.startedAtMs - before.startedAtMs).toBeGreaterThanOrEqual(30 * minute);
        }
        for (const entries of days.values()) {
          expect(entries.length).toBeLessThanOrEqual(3);
          const answered = entries.findIndex(
            ({ outcome: one }) => one === 'answered_person' || one === 'interrupted',
          );
          if (answered !== -1) expect(answered).toBe(entries.length - 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
