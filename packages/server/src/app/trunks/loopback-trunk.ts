import type { TrunkChange } from '@everyline/contract';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { StoredTrunk } from '../ports/store/trunks.ts';
import { changedCertificates } from './trunk-certificates.ts';

/** The certificates with which a trunk is to be spoken with. */
export type GivenCertificates = Required<Pick<TrunkChange, 'clientCertificate' | 'authorities'>>;

/** The trunk of the command line for a loopback address, made when it is first used. */
export async function loopbackTrunk(
  context: AppContext,
  at: Pick<StoredTrunk, 'host' | 'port' | 'transport' | 'simulated'>,
  channels: number,
  certificates: GivenCertificates,
): Promise<StoredTrunk> {
  const by = at.transport === 'udp' ? '' : ` ${at.transport}`;
  const name = `loopback ${at.host}:${at.port}${by}`;
  const nothing = { transport: at.transport, clientCertificate: null, authorities: [] };
  const held = changedCertificates(context, nothing, certificates);
  return context.store.transaction(async (within) => {
    const known = (await within.trunks.all()).find((trunk) => trunk.name === name);
    const trunk: StoredTrunk = {
      id: known?.id ?? newId(context),
      name,
      host: at.host,
      port: at.port,
      transport: at.transport,
      webSocketPath: '/',
      loopback: true,
      simulated: at.simulated,
      registeredNumber: known?.registeredNumber ?? '+861000000000',
      presentedNumber: known?.presentedNumber ?? '+861000000000',
      channels,
      state: known?.state ?? { kind: 'ready' },
      username: null,
      passwordSealed: null,
      perDay: known?.perDay ?? 5_000,
      codecs: known?.codecs ?? ['PCMA', 'PCMU'],
      watchedSinceMs: known?.watchedSinceMs ?? 0,
      registration: null,
      ...held,
    };
    if (known === undefined) {
      await within.trunks.insert(trunk);
      await recordAudit(
        context,
        within,
        'trunks.create',
        { kind: 'trunk', id: trunk.id },
        { name },
      );
    } else await within.trunks.update(trunk);
    return trunk;
  });
}
