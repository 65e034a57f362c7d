import type { Trunk, TrunkCertificate } from '@everyline/contract';
import { certificateStanding, type CertificateFacts } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { StoredTrunk } from '../ports/store/trunks.ts';
import { startOfDayMs } from '../settings/start-of-day.ts';

/** Trunks with their calls of today; passwords, certificates and keys are never shown. */
export async function trunkViews(
  context: Pick<AppContext, 'store' | 'clock'>,
  trunks: readonly StoredTrunk[],
): Promise<Trunk[]> {
  const nowMs = context.clock.nowMs();
  const calls = await context.store.trunks.calls(startOfDayMs(nowMs));
  const registrations = await context.store.trunks.registrations();
  return trunks.map((trunk) => ({
    id: trunk.id,
    name: trunk.name,
    host: trunk.host,
    port: trunk.port,
    transport: trunk.transport,
    webSocketPath: trunk.webSocketPath,
    loopback: trunk.loopback,
    registeredNumber: trunk.registeredNumber,
    presentedNumber: trunk.presentedNumber,
    username: trunk.username,
    hasPassword: trunk.passwordSealed !== null,
    channels: trunk.channels,
    perDay: trunk.perDay,
    codecs: [...trunk.codecs],
    state: trunk.state.kind,
    simulated: trunk.simulated,
    callsToday: calls.get(trunk.id)?.begun ?? 0,
    inProgress: calls.get(trunk.id)?.inProgress ?? 0,
    registration: trunk.registration && {
      ...trunk.registration,
      registrars: [...trunk.registration.registrars],
    },
    registrationState: trunk.registration === null ? null : (registrations.get(trunk.id) ?? null),
    clientCertificate: trunk.clientCertificate && certificateView(trunk.clientCertificate, nowMs),
    authorities: trunk.authorities.map((one) => certificateView(one, nowMs)),
    stoppedAtMs: trunk.state.kind === 'stopped' ? trunk.state.atMs : null,
    stoppedReason: trunk.state.kind === 'stopped' ? trunk.state.reason : null,
  }));
}

export async function trunkView(
  context: Pick<AppContext, 'store' | 'clock'>,
  trunk: StoredTrunk,
): Promise<Trunk> {
  const [view] = await trunkViews(context, [trunk]);
  if (!view) throw new Error('one trunk has one view');
  return view;
}

function certificateView(one: CertificateFacts, nowMs: number): TrunkCertificate {
  const { subject, issuer, validFromMs, validToMs } = one;
  return { subject, issuer, validFromMs, validToMs, standing: certificateStanding(one, nowMs) };
}
