import type { NewTrunk, Trunk, TrunkChange } from '@everyline/contract';
import { isLoopbackHost, type CertificateFacts } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { StoredTrunk } from '../ports/store/trunks.ts';
import { changedCertificates } from './trunk-certificates.ts';
import { trunkView } from './trunk-view.ts';

/** Adds a trunk. */
export async function createTrunk(context: AppContext, input: NewTrunk): Promise<Trunk> {
  requireWholeCity(await authorise(context, 'trunks.edit'));
  const trunk = merged(
    context,
    {
      id: newId(context),
      name: input.name,
      host: input.host,
      port: input.port,
      transport: input.transport ?? 'udp',
      webSocketPath: '/',
      loopback: isLoopbackHost(input.host),
      simulated: false,
      registeredNumber: null,
      presentedNumber: null,
      username: null,
      passwordSealed: null,
      channels: input.channels,
      perDay: input.perDay,
      codecs: ['PCMA', 'PCMU'],
      watchedSinceMs: 0,
      registration: null,
      clientCertificate: null,
      authorities: [],
      state: { kind: 'ready' },
    },
    input,
  );
  await context.store.transaction(async (within) => {
    if ((await within.trunks.all()).some((one) => one.name === trunk.name)) {
      throw new AppFault('already_exists', { what: THINGS.trunk }, 'name');
    }
    await within.trunks.insert(trunk);
    await recordAudit(
      context,
      within,
      'trunks.create',
      { kind: 'trunk', id: trunk.id },
      told(input, trunk),
    );
  });
  return trunkView(context, trunk);
}

/** Changes a trunk; one that stopped by itself stays stopped until it is released. */
export async function changeTrunk(
  context: AppContext,
  id: string,
  change: TrunkChange,
): Promise<Trunk> {
  requireWholeCity(await authorise(context, 'trunks.edit'));
  const trunk = await context.store.transaction(async (within) => {
    const before = await within.trunks.byId(id);
    if (!before) throw notFound('trunk');
    const after = merged(context, before, change);
    await within.trunks.update(after);
    await recordAudit(context, within, 'trunks.change', { kind: 'trunk', id }, told(change, after));
    return after;
  });
  return trunkView(context, trunk);
}

function merged(context: AppContext, before: StoredTrunk, change: TrunkChange): StoredTrunk {
  const { password, enabled, codecs, clientCertificate: _, authorities: __, ...rest } = change;
  const host = change.host ?? before.host;
  const after: StoredTrunk = {
    ...before,
    ...rest,
    loopback: isLoopbackHost(host),
    ...(codecs && { codecs }),
    ...changedCertificates(context, before, change),
    ...(password !== undefined && {
      passwordSealed: password === null ? null : context.secrets.seal(password),
    }),
  };
  if (after.simulated && !after.loopback) {
    const detail = {
      zh: '模拟交换机只能在本机回环地址',
      en: 'the simulated exchange is on loopback only',
    };
    throw new AppFault('invalid_input', { detail }, 'simulated');
  }
  if (after.registration !== null && after.username === null) {
    const detail = {
      zh: '注册需要用户名和密码',
      en: 'registering needs a user name and a password',
    };
    throw new AppFault('invalid_input', { detail }, 'username');
  }
  if (enabled === undefined || after.state.kind === 'stopped') return after;
  return { ...after, state: { kind: enabled ? 'ready' : 'disabled' } };
}

/** What the audit log is told: everything but secrets; of certificates, whose they are and until when. */
function told(input: TrunkChange, after: StoredTrunk): unknown {
  const { password, clientCertificate, authorities, ...rest } = input;
  const named = ({ subject, validToMs }: CertificateFacts) => ({ subject, validToMs });
  return {
    ...rest,
    passwordChanged: password !== undefined,
    ...(clientCertificate !== undefined && {
      clientCertificate: after.clientCertificate && named(after.clientCertificate),
    }),
    ...(authorities !== undefined && { authorities: after.authorities.map(named) }),
  };
}
