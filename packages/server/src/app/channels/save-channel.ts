import type { Channel, ChannelChange, ChannelSettings, NewChannel } from '@everyline/contract';
import { channelSecrets, menuIssue } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredChannel } from '../ports/store/channels.ts';
import { addressWords } from '../telling/send-sentence.ts';
import { tellingRules } from '../telling/telling-rules.ts';
import { accountOf, sealSecrets } from './channel-account.ts';
import { channelViews, missingOf } from './channel-view.ts';

const noSettings: ChannelSettings = {
  ...{ account: '', owner: '', apiAddress: '', welcome: '' },
  ...{ rules: [], menu: [], caseTemplate: null, origins: [] },
};

export async function listChannels(context: AppContext): Promise<Channel[]> {
  await authorise(context, 'settings.see');
  return channelViews(context, await context.store.channels.all());
}

/** Adds a channel. One that is on lacks nothing. */
export async function createChannel(context: AppContext, input: NewChannel): Promise<Channel> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const blank: StoredChannel = {
    id: newId(context),
    kind: input.kind,
    name: input.name.trim(),
    enabled: false,
    settings: noSettings,
    secretsSealed: sealSecrets(context, {}),
    createdAtMs: context.clock.nowMs(),
    lastHeardAtMs: null,
  };
  const channel = await changed(context, blank, input);
  await context.store.transaction(async (within) => {
    await requireFree(within, channel);
    await within.channels.insert(channel);
    await audit(context, within, 'create', channel, input);
  });
  return viewOf(context, channel);
}

export async function changeChannel(
  context: AppContext,
  id: string,
  change: ChannelChange,
): Promise<Channel> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const before = await context.store.channels.byId(id);
  if (!before) throw notFound('channel');
  const channel = await changed(context, before, change);
  await context.store.transaction(async (within) => {
    if (!(await within.channels.byId(id))) throw notFound('channel');
    await requireFree(within, channel);
    await within.channels.update(channel);
    await audit(context, within, 'change', channel, change);
  });
  return viewOf(context, channel);
}

export async function deleteChannel(context: AppContext, id: string): Promise<void> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  await context.store.transaction(async (within) => {
    const channel = await within.channels.byId(id);
    if (!channel) throw notFound('channel');
    await within.channels.delete(id);
    await audit(context, within, 'delete', channel, {});
  });
}

async function changed(
  context: AppContext,
  before: StoredChannel,
  { name, enabled, settings, secrets }: ChannelChange,
): Promise<StoredChannel> {
  const all: ChannelSettings = { ...before.settings, ...settings };
  const tidy = { ...all, apiAddress: all.apiAddress.trim(), welcome: all.welcome.trim() };
  await requireGateway(context, tidy.apiAddress);
  const issue = menuIssue(tidy.menu);
  if (issue !== null) throw new AppFault('invalid_input', { detail: issue }, 'settings.menu');
  const known: readonly string[] = channelSecrets[before.kind];
  const foreign = Object.keys(secrets ?? {}).find((one) => !known.includes(one));
  if (foreign !== undefined) {
    const detail = {
      zh: `这种渠道没有 ${foreign}`,
      en: `a channel of this kind has no ${foreign}`,
    };
    throw new AppFault('invalid_input', { detail }, `secrets.${foreign}`);
  }
  if (secrets?.['aesKey'] !== undefined && !/^[A-Za-z0-9+/]{43}$/.test(secrets['aesKey'])) {
    const detail = {
      zh: 'EncodingAESKey 是 43 个字母或数字，请从公众平台完整复制',
      en: 'an EncodingAESKey has 43 letters and digits; copy it whole from the platform',
    };
    throw new AppFault('invalid_input', { detail }, 'secrets.aesKey');
  }
  const after: StoredChannel = {
    ...before,
    name: name?.trim() ?? before.name,
    enabled: enabled ?? before.enabled,
    settings: tidy,
    ...(secrets !== undefined && {
      secretsSealed: sealSecrets(context, { ...accountOf(context, before).secrets, ...secrets }),
    }),
  };
  const missing = after.enabled ? missingOf(after, accountOf(context, after)) : [];
  if (missing.length > 0) {
    const detail = {
      zh: `启用前还要填写：${missing.map(({ zh }) => zh).join('、')}`,
      en: `before it is on it needs: ${missing.map(({ en }) => en).join(', ')}`,
    };
    throw new AppFault('invalid_input', { detail }, 'enabled');
  }
  return after;
}

async function requireGateway(context: AppContext, address: string): Promise<void> {
  if (address === '') return;
  const { allowedHosts } = await tellingRules(context.store);
  const issue = await context.outbound.checkUrl('webhook', address, allowedHosts);
  if (issue === null) return;
  throw new AppFault('invalid_input', { detail: addressWords[issue] }, 'settings.apiAddress');
}

async function requireFree(within: Repositories, channel: StoredChannel): Promise<void> {
  if (channel.name === '') {
    const detail = { zh: '请填写名称', en: 'give a name' };
    throw new AppFault('invalid_input', { detail }, 'name');
  }
  const others = (await within.channels.all()).filter(({ id }) => id !== channel.id);
  if (others.some(({ name }) => name === channel.name)) {
    throw new AppFault('already_exists', { what: THINGS.channel }, 'name');
  }
}

async function audit(
  context: AppContext,
  within: Repositories,
  verb: string,
  { id, kind, name, enabled, settings }: StoredChannel,
  { secrets }: ChannelChange,
): Promise<void> {
  const told = { kind, name, enabled, settings, secretsChanged: Object.keys(secrets ?? {}) };
  await recordAudit(context, within, `channels.${verb}`, { kind: 'channel', id }, told);
}

async function viewOf(context: AppContext, channel: StoredChannel): Promise<Channel> {
  const stored = (await context.store.channels.byId(channel.id)) ?? channel;
  const [view] = await channelViews(context, [stored]);
  if (!view) throw new Error('one channel has one view');
  return view;
}
