import type {
  CampaignPolicy,
  Clearance,
  Department,
  LedgerEntry,
  Line,
  Observation,
  Probe,
  Ticket,
} from '@everyline/domain';
import type { StoredTrunk } from '../../server/src/app/ports/store/trunks.ts';
import {
  chinaCalendar,
  defaultCampaignPolicy,
  defaultCampaignTargets,
  defaultTicketPolicy,
  ledgerKey,
  newTicket,
} from '@everyline/domain';

/** An id that is valid and tells a reader of a failed test which thing it is. */
export function testId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function buildDepartment(id: number, change: Partial<Department> = {}): Department {
  return {
    id: testId(id),
    parentId: null,
    name: `单位${id}`,
    areaCode: null,
    code: null,
    ...change,
  };
}

/** A cleared-looking geographic line of Chengdu; `id` makes its number its own. */
export function buildLine(id: number, change: Partial<Line> = {}): Line {
  return {
    id: testId(id),
    number: { dialled: `+8628${61_000_000 + id}`, areaCode: null, extension: null },
    numberType: 'geographic',
    departmentId: null,
    owner: null,
    services: [],
    purpose: 'enquiry',
    hours: null,
    tier: 'B',
    seats: null,
    sample: false,
    state: 'active',
    createdAtMs: 0,
    ...change,
  };
}

export function buildProbe(
  id: number,
  line: Line,
  trunkId: string,
  change: Partial<Probe> = {},
): Probe {
  return {
    id: testId(id),
    lineId: line.id,
    ledgerKey: ledgerKey(line.number),
    campaignId: null,
    asker: { kind: 'cli', command: 'test' },
    trunkId,
    state: 'done',
    plannedAtMs: 1_000,
    startedAtMs: 1_000,
    endedAtMs: 9_000,
    ...change,
  };
}

export function buildLedgerEntry(probe: Probe, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    probeId: probe.id,
    ledgerKey: probe.ledgerKey,
    lineId: probe.lineId,
    departmentId: null,
    trunkId: probe.trunkId,
    asker: probe.asker,
    startedAtMs: probe.startedAtMs ?? 0,
    endedAtMs: null,
    outcome: null,
    timeToPersonMs: null,
    ...change,
  };
}

/** A call that a person answered after two rings. */
export function buildObservation(
  id: number,
  probe: Probe,
  change: Partial<Observation> = {},
): Observation {
  return {
    id: testId(id),
    probeId: probe.id,
    lineId: probe.lineId,
    trunkId: probe.trunkId,
    campaignId: probe.campaignId,
    startedAtMs: probe.startedAtMs ?? 0,
    endedAtMs: probe.endedAtMs ?? 0,
    outcome: 'answered_person',
    confidence: 0.97,
    decidedBy: 'media',
    readings: { media: { outcome: 'answered_person', confidence: 0.97 } },
    sip: { status: 200, reason: 'OK', q850: [] },
    timings: {
      postDialDelayMs: 300,
      postDialDelayBy: '180',
      ringMs: 5_000,
      answerMs: 5_300,
      endMs: 8_000,
    },
    timeToPersonMs: 600,
    keptMs: null,
    heard: [
      {
        fromMs: 5_900,
        toMs: 7_000,
        kind: 'speech',
        label: 'speech',
        levelDbm0: -18,
        confidence: 0.9,
      },
    ],
    media: { packets: 150, lost: 0, late: 0, jitterMs: 1.5 },
    announcementId: null,
    facts: {
      rings: 2,
      ringCadenceMs: [1_000, 4_000],
      answerDelayMs: 5_000,
      hungUpAfterMs: null,
      deadAir: { fromMs: 7_000, lengthMs: 1_000 },
      oneWay: null,
      echo: null,
    },
    script: null,
    badHourId: null,
    ...change,
  };
}

export function buildPolicy(change: Partial<CampaignPolicy> = {}): CampaignPolicy {
  return { ...defaultCampaignPolicy, ...change };
}

export const testTargets = defaultCampaignTargets;

/** A clearance that holds from when it was given, for any hour and without further limits. */
export function buildClearance(
  given: Pick<Clearance, 'id' | 'scope' | 'givenAtMs'> & Partial<Clearance>,
): Clearance & { recordedBy: string } {
  return {
    givenBy: '办公室',
    basis: '函〔2026〕1号',
    validFromMs: given.givenAtMs,
    validToMs: null,
    withdrawnAtMs: null,
    hours: null,
    maxPerDay: null,
    minSpacingMs: null,
    loopbackOnly: false,
    recordedBy: 'test',
    ...given,
  };
}

/** A simulated trunk on loopback that is ready. */
export function buildTrunk(id: number, change: Partial<StoredTrunk> = {}): StoredTrunk {
  return {
    id: testId(id),
    name: 'loopback',
    host: '127.0.0.1',
    port: 5060,
    transport: 'udp',
    loopback: true,
    simulated: true,
    registeredNumber: '+862861000000',
    presentedNumber: '+862861000000',
    username: null,
    passwordSealed: null,
    registration: null,
    clientCertificate: null,
    webSocketPath: '/',
    authorities: [],
    watchedSinceMs: 0,
    channels: 10,
    perDay: 100,
    codecs: ['PCMA'],
    state: { kind: 'ready' },
    ...change,
  };
}

/** A ticket as a verdict of `busy` opens it for the office of the line. */
export function buildTicket(id: number, line: Line, change: Partial<Ticket> = {}): Ticket {
  const about = { fault: 'busy', origin: 'verdict', atMs: change.openedAtMs ?? 0 } as const;
  const setting = { policy: defaultTicketPolicy, calendar: chinaCalendar };
  return { ...newTicket(line, about, setting), id: testId(id), ...change };
}
