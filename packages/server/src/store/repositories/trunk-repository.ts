import {
  isLoopbackHost,
  trunkTransports,
  type CallOutcome,
  type Observation,
  type RegistrationState,
  type TrunkCall,
  type TrunkRegistration,
  type TrunkState,
} from '@everyline/domain';
import { sql } from 'kysely';

import { lostByPhone } from '../../app/probes/interrupt-call.ts';
import { isTrunkFault } from '../../app/trunks/trunk-fault-sentence.ts';
import type { StoredTrunk, TrunkStore } from '../../app/ports/store/trunks.ts';
import type { Database } from '../database.ts';

export interface TrunkRow {
  id: string;
  name: string;
  host: string;
  port: number;
  transport: string;
  websocket_path: string;
  simulated: boolean;
  registered_number: string | null;
  presented_number: string | null;
  username: string | null;
  password_sealed: string | null;
  channels: number;
  per_day: number;
  codecs: string[];
  state: unknown;
  watched_since_ms: number;
  registration: unknown;
  client_certificate: unknown;
  authorities: unknown;
}

export function toTrunk(row: TrunkRow): StoredTrunk {
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    port: row.port,
    transport: trunkTransports.find((known) => known === row.transport) ?? 'udp',
    webSocketPath: row.websocket_path,
    loopback: isLoopbackHost(row.host),
    simulated: row.simulated,
    registeredNumber: row.registered_number,
    presentedNumber: row.presented_number,
    username: row.username,
    passwordSealed: row.password_sealed,
    channels: row.channels,
    perDay: row.per_day,
    codecs: row.codecs as StoredTrunk['codecs'],
    state: row.state as TrunkState,
    watchedSinceMs: row.watched_since_ms,
    registration: row.registration as TrunkRegistration | null,
    clientCertificate: row.client_certificate as StoredTrunk['clientCertificate'],
    authorities: row.authorities as StoredTrunk['authorities'],
  };
}

function toColumns(trunk: StoredTrunk) {
  return {
    name: trunk.name,
    host: trunk.host,
    port: trunk.port,
    transport: trunk.transport,
    websocket_path: trunk.webSocketPath,
    simulated: trunk.simulated,
    registered_number: trunk.registeredNumber,
    presented_number: trunk.presentedNumber,
    username: trunk.username,
    password_sealed: trunk.passwordSealed,
    channels: trunk.channels,
    per_day: trunk.perDay,
    codecs: [...trunk.codecs],
    state: JSON.stringify(trunk.state),
    watched_since_ms: trunk.watchedSinceMs,
    registration: trunk.registration === null ? null : JSON.stringify(trunk.registration),
    client_certificate:
      trunk.clientCertificate === null ? null : JSON.stringify(trunk.clientCertificate),
    authorities: JSON.stringify(trunk.authorities),
  };
}

function toTrunkCall(row: {
  ended_at_ms: number;
  outcome: string;
  sip: unknown;
  timings: unknown;
  media: unknown;
}): TrunkCall {
  const sip = row.sip as Observation['sip'];
  const { answerMs, endMs } = row.timings as Observation['timings'];
  const outcome = row.outcome as CallOutcome;
  const unplacedBy = outcome === 'not_dialled' ? sip.reason : null;
  const isLost = outcome === 'interrupted' && sip.reason === lostByPhone;
  return {
    endedAtMs: row.ended_at_ms,
    sipStatus: sip.status,
    // A call that the phone lost, or that could not leave because of the trunk, speaks against it.
    outcome: isLost || isTrunkFault(unplacedBy) ? 'trunk_fault' : outcome,
    unplacedBy,
    answeredForMs: answerMs === null ? null : endMs - answerMs,
    endedByRemote: outcome === 'answered_dropped',
  };
}

export function trunkRepository(db: Database, nowMs: () => number): TrunkStore {
  return {
    all: async () =>
      (await db.selectFrom('trunks').selectAll().orderBy('name').execute()).map(toTrunk),
    byId: async (id) => {
      const row = await db.selectFrom('trunks').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toTrunk(row) : null;
    },
    insert: async (trunk) => {
      await db
        .insertInto('trunks')
        .values({ id: trunk.id, ...toColumns(trunk), created_at_ms: nowMs() })
        .execute();
    },
    update: async (trunk) => {
      await db.updateTable('trunks').set(toColumns(trunk)).where('id', '=', trunk.id).execute();
    },
    calls: async (sinceMs) => {
      const rows = await db
        .selectFrom('ledger')
        .select('trunk_id')
        .select(
          sql<number>`count(*) filter (where started_at_ms >= ${sinceMs}
            and outcome is distinct from 'not_dialled')`.as('begun'),
        )
        .select(sql<number>`count(*) filter (where ended_at_ms is null)`.as('in_progress'))
        .where((eb) => eb.or([eb('started_at_ms', '>=', sinceMs), eb('ended_at_ms', 'is', null)]))
        .groupBy('trunk_id')
        .execute();
      return new Map(
        rows.map((row) => [row.trunk_id, { begun: row.begun, inProgress: row.in_progress }]),
      );
    },
    recentCalls: async (trunkId, sinceMs) => {
      const rows = await db
        .selectFrom('observations')
        .select(['ended_at_ms', 'outcome', 'sip', 'timings', 'media'])
        .where('trunk_id', '=', trunkId)
        .where('ended_at_ms', '>', sinceMs)
        .execute();
      // Of other calls that did not leave, the trunk was not even asked.
      return rows.map(toTrunkCall).filter(({ outcome }) => outcome !== 'not_dialled');
    },
    registrations: async () => {
      const rows = await db.selectFrom('trunk_registrations').selectAll().execute();
      return new Map(
        rows.map((row) => [
          row.trunk_id,
          {
            state: row.state as RegistrationState,
            registrar: row.registrar,
            status: row.status,
            reason: row.reason,
            expiresAtMs: row.expires_at_ms,
            retryAtMs: row.retry_at_ms,
            changedAtMs: row.changed_at_ms,
          },
        ]),
      );
    },
    setRegistration: async (trunkId, registration) => {
      if (registration === null) {
        await db.deleteFrom('trunk_registrations').where('trunk_id', '=', trunkId).execute();
        return;
      }
      const values = {
        state: registration.state,
        registrar: registration.registrar,
        status: registration.status,
        reason: registration.reason,
        expires_at_ms: registration.expiresAtMs,
        retry_at_ms: registration.retryAtMs,
        changed_at_ms: registration.changedAtMs,
      };
      await db
        .insertInto('trunk_registrations')
        .values({ trunk_id: trunkId, ...values })
        .onConflict((conflict) => conflict.column('trunk_id').doUpdateSet(values))
        .execute();
    },
    stop: async () => {
      const row = await db
        .selectFrom('stops')
        .select(['pressed_at_ms', 'by', 'note'])
        .where('released_at_ms', 'is', null)
        .executeTakeFirst();
      return row ? { pressedAtMs: row.pressed_at_ms, by: row.by, note: row.note } : null;
    },
    pressStop: async (stop) => {
      await db
        .insertInto('stops')
        .values({ id: stop.id, pressed_at_ms: stop.pressedAtMs, by: stop.by, note: stop.note })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    releaseStop: async (release) => {
      await db
        .updateTable('stops')
        .set({ released_at_ms: release.atMs, released_by: release.by })
        .where('released_at_ms', 'is', null)
        .execute();
    },
    callsInProgress: async () =>
      (
        await db
          .selectFrom('ledger')
          .select(sql<number>`count(*)`.as('count'))
          .where('ended_at_ms', 'is', null)
          .executeTakeFirstOrThrow()
      ).count,
  };
}
