import type { Behaviour, Loaded } from './behaviours/behaviour.ts';

/** A line to show, or to be tested with: each behaviour of the network in its variants has one. */
export interface ShownLine {
  readonly name: string;
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

const shown: readonly (readonly [name: string, behaviour: Behaviour])[] = [
  ['person answers', { kind: 'person', ringMs: 5000, greeting: 'plain' }],
  [
    'person answers with the office',
    { kind: 'person', ringMs: 8000, greeting: 'office', ringing: 'tone' },
  ],
  [
    'person answers after a tune',
    { kind: 'person', ringMs: 11_000, greeting: 'office', ringing: 'music' },
  ],
  ['person of another office answers', { kind: 'person', ringMs: 6000, greeting: 'other_office' }],
  ['menu, then hangs up', { kind: 'ivr', ringMs: 2000, then: 'hangs_up' }],
  ['menu, then a queue', { kind: 'ivr', ringMs: 1500, then: 'queue' }],
  ['voicemail', { kind: 'voicemail', ringMs: 16_000 }],
  ['recording after hours', { kind: 'after_hours', ringMs: 3000 }],
  ['fax answers', { kind: 'fax', ringMs: 4000, tone: 'answers' }],
  ['fax calls', { kind: 'fax', ringMs: 4000, tone: 'calls' }],
  ['dead air', { kind: 'dead_air', ringMs: 3000 }],
  ['answers and hangs up', { kind: 'hangs_up', ringMs: 4000, afterMs: 700 }],
  ['busy by status', { kind: 'busy', by: 'status' }],
  ['busy by tone', { kind: 'busy', by: 'tone' }],
  ['busy by announcement', { kind: 'busy', by: 'announcement' }],
  ['off the hook all day', { kind: 'off_hook', by: 'tone' }],
  ['no answer, 180 alone', { kind: 'no_answer', ringing: 'signal' }],
  ['no answer, ringback', { kind: 'no_answer', ringing: 'tone' }],
  ['no answer, tune', { kind: 'no_answer', ringing: 'music' }],
  ['no answer, then a recording', { kind: 'no_answer', ringing: 'tone', then: 'announcement' }],
  ['unallocated by status', { kind: 'unallocated', by: 'status' }],
  ['unallocated by vacant tone', { kind: 'unallocated', by: 'tone' }],
  ['unallocated by SIT', { kind: 'unallocated', by: 'sit' }],
  ['unallocated by announcement', { kind: 'unallocated', by: 'announcement' }],
  ['suspended, 480', { kind: 'suspended', status: 480 }],
  ['suspended, 403', { kind: 'suspended', status: 403 }],
  ['powered off', { kind: 'powered_off' }],
  ['unreachable by announcement', { kind: 'unreachable', by: 'announcement' }],
  ['unreachable by status', { kind: 'unreachable', by: 'status' }],
  ['number changed by announcement', { kind: 'number_changed', by: 'announcement' }],
  ['number changed by status', { kind: 'number_changed', by: 'status' }],
  ['barred by announcement', { kind: 'barred', by: 'announcement' }],
  ['barred by status', { kind: 'barred', by: 'status' }],
  ['rejected, 603', { kind: 'rejected', status: 603 }],
  ['rejected, 403', { kind: 'rejected', status: 403 }],
  ['congestion by status', { kind: 'congestion', by: 'status' }],
  ['congestion by tone', { kind: 'congestion', by: 'tone' }],
  ['congestion by announcement', { kind: 'congestion', by: 'announcement' }],
  ['false answer, busy tone', { kind: 'false_answer', plays: 'busy' }],
  ['false answer, vacant tone', { kind: 'false_answer', plays: 'vacant' }],
  ['false answer, announcement', { kind: 'false_answer', plays: 'busy_announcement' }],
  ['trunk never answers', { kind: 'silent_trunk' }],
  [
    'slow to be put through',
    {
      kind: 'slow_setup',
      delayMs: 9000,
      then: { kind: 'person', ringMs: 4000, greeting: 'plain' },
    },
  ],
  ['answer lies about its length', { kind: 'lying_length', ringMs: 2000, lie: 'too_long' }],
  ['busy at peak', busyAtPeak],
  [
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
];

/** One line for every behaviour, numbered from 6188 0001 in area code 028. */
export const everyBehaviour: readonly ShownLine[] = shown.map(([name, behaviour], index) => ({
  name,
  number: `0286188${String(index + 1).padStart(4, '0')}`,
  behaviour,
}));
