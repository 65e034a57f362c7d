import { chanceOf } from './city/chance.ts';
import { cityMenu } from './city/city-menu.ts';
import type { Behaviour, Loaded } from './behaviours/behaviour.ts';

/** A line to show, or to be tested with: each behaviour of the network in its variants has one. */
export interface ShownLine {
  readonly name: string;
  readonly nameZh: string;
  /** Within area code 028: 6188 0001 and on. */
  readonly number: string;
  readonly behaviour: Behaviour;
}

const officeHours = [
  { fromMinute: 9 * 60, toMinute: 12 * 60 },
  { fromMinute: 13 * 60 + 30, toMinute: 16 * 60 + 30 },
];

/** Two people and two trunks that the callers of the morning and of the afternoon overrun. */
const busyAtPeak: Loaded = {
  kind: 'loaded',
  seed: 'busy-at-peak',
  trunks: 2,
  staffing: [
    { fromMinute: 8 * 60 + 30, people: 2 },
    { fromMinute: 17 * 60 + 30, people: 0 },
  ],
  callersPerHour: [0, 0, 0, 0, 0, 0, 0, 1, 6, 48, 60, 30, 4, 6, 30, 36, 16, 6, 1, 0, 0, 0, 0, 0],
  holdingMeanMs: 170_000,
  pickUpMeanMs: 6000,
  busyBy: 'tone',
  answers: { kind: 'person', ringMs: 6000, greeting: 'office' },
};

const menuOfTwoLevels = cityMenu(2000, chanceOf(0, 'menu', 'shown'));

const shown: readonly (readonly [nameZh: string, name: string, behaviour: Behaviour])[] = [
  ['有人接听', 'person answers', { kind: 'person', ringMs: 5000, greeting: 'plain' }],
  [
    '有人接听，报单位',
    'person answers with the office',
    { kind: 'person', ringMs: 8000, greeting: 'office', ringing: 'tone' },
  ],
  [
    '彩铃后有人接听',
    'person answers after a tune',
    { kind: 'person', ringMs: 11_000, greeting: 'office', ringing: 'music' },
  ],
  [
    '接听的是别的单位',
    'person of another office answers',
    { kind: 'person', ringMs: 6000, greeting: 'other_office' },
  ],
  ['语音菜单，之后挂断', 'menu, then hangs up', { kind: 'ivr', ringMs: 2000, then: 'hangs_up' }],
  ['语音菜单，之后排队', 'menu, then a queue', { kind: 'ivr', ringMs: 1500, then: 'queue' }],
  ['语音信箱', 'voicemail', { kind: 'voicemail', ringMs: 16_000 }],
  ['下班录音', 'recording after hours', { kind: 'after_hours', ringMs: 3000 }],
  ['传真应答', 'fax answers', { kind: 'fax', ringMs: 4000, tone: 'answers' }],
  ['传真呼叫音', 'fax calls', { kind: 'fax', ringMs: 4000, tone: 'calls' }],
  ['接通后无声', 'dead air', { kind: 'dead_air', ringMs: 3000 }],
  ['接起即挂断', 'answers and hangs up', { kind: 'hangs_up', ringMs: 4000, afterMs: 700 }],
  ['占线（信令）', 'busy by status', { kind: 'busy', by: 'status' }],
  ['占线（忙音）', 'busy by tone', { kind: 'busy', by: 'tone' }],
  ['占线（录音）', 'busy by announcement', { kind: 'busy', by: 'announcement' }],
  ['整天未挂好', 'off the hook all day', { kind: 'off_hook', by: 'tone' }],
  ['无人接听（仅振铃信令）', 'no answer, 180 alone', { kind: 'no_answer', ringing: 'signal' }],
  ['无人接听（回铃音）', 'no answer, ringback', { kind: 'no_answer', ringing: 'tone' }],
  ['无人接听（彩铃）', 'no answer, tune', { kind: 'no_answer', ringing: 'music' }],
  [
    '无人接听，之后录音',
    'no answer, then a recording',
    { kind: 'no_answer', ringing: 'tone', then: 'announcement' },
  ],
  ['空号（信令）', 'unallocated by status', { kind: 'unallocated', by: 'status' }],
  ['空号（空号音）', 'unallocated by vacant tone', { kind: 'unallocated', by: 'tone' }],
  ['空号（特殊信息音）', 'unallocated by SIT', { kind: 'unallocated', by: 'sit' }],
  ['空号（录音）', 'unallocated by announcement', { kind: 'unallocated', by: 'announcement' }],
  ['停机（480）', 'suspended, 480', { kind: 'suspended', status: 480 }],
  ['停机（403）', 'suspended, 403', { kind: 'suspended', status: 403 }],
  ['关机', 'powered off', { kind: 'powered_off' }],
  ['无法接通（录音）', 'unreachable by announcement', { kind: 'unreachable', by: 'announcement' }],
  ['无法接通（信令）', 'unreachable by status', { kind: 'unreachable', by: 'status' }],
  [
    '号码已更改（录音）',
    'number changed by announcement',
    { kind: 'number_changed', by: 'announcement' },
  ],
  ['号码已更改（信令）', 'number changed by status', { kind: 'number_changed', by: 'status' }],
  ['呼叫受限（录音）', 'barred by announcement', { kind: 'barred', by: 'announcement' }],
  ['呼叫受限（信令）', 'barred by status', { kind: 'barred', by: 'status' }],
  ['拒接（603）', 'rejected, 603', { kind: 'rejected', status: 603 }],
  ['拒接（403）', 'rejected, 403', { kind: 'rejected', status: 403 }],
  ['网络忙（信令）', 'congestion by status', { kind: 'congestion', by: 'status' }],
  ['网络忙（拥塞音）', 'congestion by tone', { kind: 'congestion', by: 'tone' }],
  ['网络忙（录音）', 'congestion by announcement', { kind: 'congestion', by: 'announcement' }],
  ['假接通（忙音）', 'false answer, busy tone', { kind: 'false_answer', plays: 'busy' }],
  ['假接通（空号音）', 'false answer, vacant tone', { kind: 'false_answer', plays: 'vacant' }],
  [
    '假接通（录音）',
    'false answer, announcement',
    { kind: 'false_answer', plays: 'busy_announcement' },
  ],
  ['中继无响应', 'trunk never answers', { kind: 'silent_trunk' }],
  [
    '接续缓慢',
    'slow to be put through',
    {
      kind: 'slow_setup',
      delayMs: 9000,
      then: { kind: 'person', ringMs: 4000, greeting: 'plain' },
    },
  ],
  [
    '应答长度不实',
    'answer lies about its length',
    { kind: 'lying_length', ringMs: 2000, lie: 'too_long' },
  ],
  ['高峰占线', 'busy at peak', busyAtPeak],
  [
    '午间及16:30后无人',
    'nobody at lunch or after 16:30',
    {
      kind: 'by_hours',
      windows: officeHours,
      weekdays: [1, 2, 3, 4, 5],
      inside: { kind: 'person', ringMs: 6000, greeting: 'office' },
      outside: { kind: 'no_answer', ringing: 'tone' },
    },
  ],
  [
    '时接时不接',
    'picked up every second time',
    {
      kind: 'sometimes',
      seed: 'every-second',
      options: [
        { share: 1, behaviour: { kind: 'person', ringMs: 7000, greeting: 'office' } },
        { share: 1, behaviour: { kind: 'no_answer' } },
      ],
    },
  ],
  ['两级菜单，按键有应', 'menu of two levels that obeys keys', menuOfTwoLevels],
  ['菜单只认按键音', 'menu that takes keys as tones only', { ...menuOfTwoLevels, keysBy: 'tones' }],
];

/** One line for every behaviour, numbered from 6188 0001 in area code 028. */
export const everyBehaviour: readonly ShownLine[] = shown.map(
  ([nameZh, name, behaviour], index) => ({
    name,
    nameZh,
    number: `0286188${String(index + 1).padStart(4, '0')}`,
    behaviour,
  }),
);
