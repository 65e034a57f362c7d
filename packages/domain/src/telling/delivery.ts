import { carriedKinds, isCarried } from '../channels/channel.ts';

/** Ways to tell somebody outside the console. */
export const tellingChannels = [
  'email',
  'webhook',
  'wecom',
  'dingtalk',
  'feishu',
  'work_orders',
  ...carriedKinds,
] as const;
export type TellingChannel = (typeof tellingChannels)[number];

/** Targets are addresses that an administrator sets; e-mail goes to people. */
export const targetKinds = ['webhook', 'wecom', 'dingtalk', 'feishu'] as const;
export type TargetKind = (typeof targetKinds)[number];

export const deliveryStates = ['waiting', 'sent', 'given_up'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How long to wait after each attempt that failed; after the last one it is given up, a day later. */
const waitsMs = [30, 120, 600, 1_800, 7_200, 21_600, 57_600].map((seconds) => seconds * 1000);

/** When to try again after so many attempts (≥ 1) have failed; null: it is given up. */
export function retryAtMs(attempts: number, nowMs: number): number | null {
  const waitMs = waitsMs[attempts - 1];
  return waitMs === undefined ? null : nowMs + waitMs;
}

/**
 * Programs read webhooks and work orders at any hour, and a citizen waits for what is said to them; everything else rings in
 * somebody's pocket.
 */
export function isReadByPeople(channel: TellingChannel): boolean {
  return channel !== 'webhook' && channel !== 'work_orders' && !isCarried(channel);
}
