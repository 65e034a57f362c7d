import type { Channel, Localised } from '@everyline/contract';
import { channelSecrets, isCarried, localTime, neededSecrets } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { ChannelAccount, RefusalReason } from '../ports/channels.ts';
import type { StoredChannel } from '../ports/store/channels.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { accountOf } from './channel-account.ts';

const weekMs = 7 * 86_400_000;

const refusalWords: Readonly<Record<RefusalReason, Localised>> = {
  signature: {
    zh: '签名不对：平台上填的 Token 或密钥与这里不同，或请求不是平台发来的',
    en: 'wrong signature: the token or secret at the platform is another than here, or it was not the platform that asked',
  },
  stale: {
    zh: '请求的时间相差超过 10 分钟：请校准服务器时间，或有人重放旧请求',
    en: 'its time is more than 10 minutes off: set the clock of the server, or somebody repeats old requests',
  },
  other_account: {
    zh: '请求属于另一个账号，请核对 AppID（client key、uid）',
    en: 'it is for another account: compare the AppID (client key, uid)',
  },
  unreadable: {
    zh: '内容无法读取：请核对加密方式和 EncodingAESKey',
    en: 'it cannot be read: compare the mode of encryption and the EncodingAESKey',
  },
};

const secretWords = {
  token: 'Token',
  appSecret: 'AppSecret',
  aesKey: 'EncodingAESKey',
  refreshToken: 'refresh_token',
  accessToken: 'access_token',
} as const;

/** What a channel lacks to work; nothing is asked of the platform. */
export function missingOf(
  { kind }: Pick<StoredChannel, 'kind'>,
  { settings, secrets }: ChannelAccount,
): Localised[] {
  const names = neededSecrets[kind].filter((name) => (secrets[name] ?? '') === '');
  const account = {
    wechat: 'AppID',
    douyin: 'client key',
    weibo: 'App Key',
    widget: null,
  }[kind];
  const owner = { wechat: null, douyin: 'open_id', weibo: 'uid', widget: null }[kind];
  const fields = [
    ...(account !== null && settings.account === '' ? [account] : []),
    ...(owner !== null && settings.owner === '' ? [owner] : []),
    ...names.map((name) => secretWords[name]),
  ].map((name) => ({ zh: name, en: name }));
  return kind === 'widget' && settings.origins.length === 0
    ? [{ zh: '可以嵌入的网站', en: 'the sites that may have it' }]
    : fields;
}

/** Channels as they are shown: never a secret. */
export async function channelViews(
  context: AppContext,
  channels: readonly StoredChannel[],
): Promise<Channel[]> {
  const nowMs = context.clock.nowMs();
  const { day } = localTime(cityCalendar(), nowMs);
  const standing = await context.store.channels.standing(day, nowMs - weekMs);
  return channels.map((channel) => {
    const account = accountOf(context, channel);
    const stands = standing.get(channel.id);
    const reason = (stands?.lastRefusal ?? null) as RefusalReason | null;
    return {
      id: channel.id,
      kind: channel.kind,
      name: channel.name,
      enabled: channel.enabled,
      settings: channel.settings,
      secrets: channelSecrets[channel.kind].map((name) => ({
        name,
        set: (account.secrets[name] ?? '') !== '',
      })),
      callbackPath: isCarried(channel.kind) ? `/channels/${channel.id}` : null,
      missing: missingOf(channel, account),
      lastHeardAtMs: channel.lastHeardAtMs,
      refusedToday: stands?.refusedToday ?? 0,
      lastRefusal: reason && refusalWords[reason],
      waiting: stands?.waiting ?? 0,
      givenUp: stands?.givenUp ?? 0,
    };
  });
}
