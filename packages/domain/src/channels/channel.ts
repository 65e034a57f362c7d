/** Ways by which citizens write beside the portal: accounts on platforms of others, and a small window in pages of others. */
export const channelKinds = ['wechat', 'douyin', 'weibo', 'widget'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Channels to which what is said is carried by us; who writes in the portal or the widget looks for it. */
export const carriedKinds = ['wechat', 'douyin', 'weibo'] as const;
export type CarriedKind = (typeof carriedKinds)[number];

/** Whether what is said in a conversation of a channel has to be carried to the citizen. */
export function isCarried(channel: string): channel is CarriedKind {
  return (carriedKinds as readonly string[]).includes(channel);
}

/** What a platform gives that is kept sealed and never shown again. */
export const channelSecrets = {
  wechat: ['token', 'appSecret', 'aesKey'],
  douyin: ['appSecret', 'refreshToken'],
  weibo: ['appSecret', 'accessToken'],
  widget: [],
} as const satisfies Readonly<Record<ChannelKind, readonly string[]>>;
export const channelSecretNames = [
  'token',
  'appSecret',
  'aesKey',
  'refreshToken',
  'accessToken',
] as const;
export type ChannelSecretName = (typeof channelSecretNames)[number];

/** Secrets without which a channel cannot work; the key for encryption is only needed in that mode. */
export const neededSecrets = {
  ...channelSecrets,
  wechat: ['token', 'appSecret'],
} as const satisfies Readonly<Record<ChannelKind, readonly ChannelSecretName[]>>;

/** After so long without a word a new message begins a new conversation. */
export const conversationPauseMs = 24 * 3_600_000;
