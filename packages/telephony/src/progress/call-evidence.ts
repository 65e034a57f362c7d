import type { Heard, VoiceActivity } from './heard.ts';

/** The outcomes that a placed call can have (DESIGN.md, closed list; `not_dialled` is the guard's). */
export const CALL_OUTCOMES = [
  'answered_person',
  'answered_ivr',
  'answered_voicemail',
  'answered_after_hours',
  'answered_fax',
  'answered_silent',
  'answered_dropped',
  'answered_unknown',
  'announcement_unknown',
  'busy',
  'no_answer',
  'unallocated',
  'number_changed',
  'suspended',
  'barred',
  'powered_off',
  'unreachable',
  'rejected',
  'network_congestion',
  'trunk_fault',
  'invalid_format',
  'interrupted',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What a recognised announcement says. */
export const ANNOUNCEMENT_LABELS = [
  'powered_off', // 已关机
  'suspended', // 已停机
  'unreachable', // 暂时无法接通
  'out_of_area', // 不在服务区
  'busy', // 正在通话中
  'barred', // 呼叫受限
  'network_congestion', // 网络忙
  'unallocated', // 空号、号码不存在
  'number_changed', // 号码已更改
  'no_answer', // 无人接听
  'please_hold', // 请不要挂机
  'fax', // 传真
  'voicemail', // 留言
  'menu', // 请按
  'after_hours', // 非工作时间
] as const;
export type AnnouncementLabel = (typeof ANNOUNCEMENT_LABELS)[number];

/**
 * How the call ended. `failed`: a final response other than 2xx to a call we wanted; `cancelled`: we gave up
 * before the answer; `no_response`: nothing came (timer B); `transport`: the INVITE could not be sent;
 * `local_bye`, `remote_bye`: after the answer; `interrupted`: stopped by the operator or by a crash.
 */
export type CallEnd =
  'failed' | 'cancelled' | 'no_response' | 'transport' | 'local_bye' | 'remote_bye' | 'interrupted';

/** What a recogniser understood in one call. */
export interface Transcript {
  readonly text: string;
  /** 0 to 1, the recogniser's own. */
  readonly confidence: number;
}

/** Everything about one finished call that can speak for an outcome. All times are ms from the INVITE. */
export interface CallEvidence {
  readonly end: CallEnd;
  readonly endedAtMs: number;
  /** The final response to the INVITE; null when none came. */
  readonly status: number | null;
  /** Causes of Reason headers (RFC 3326), of the final response before those of provisional ones and BYE. */
  readonly q850: readonly { readonly cause: number }[];
  /** The first 180, or null. */
  readonly ringingAtMs: number | null;
  /** The 200 OK, or null. */
  readonly answeredAtMs: number | null;
  readonly heard: readonly Heard[];
  /** Speech-like activity after the answer: `Listener.voice()`; null when there was none. */
  readonly voice: VoiceActivity | null;
  /** Whether there was speech after the answer and earlier calls have heard all of it: a recording. */
  readonly isRecording?: boolean;
  /** When our own announcement sounded. */
  readonly spoke?: { readonly fromMs: number; readonly toMs: number } | null;
  /** What a recogniser understood, where one is configured; null or nothing: nothing changes. */
  readonly transcript?: Transcript | null;
  /** When we pressed keys. */
  readonly pressedAtMs?: readonly number[];
  /** An announcement that was recognised. */
  readonly announcement?: { readonly label: AnnouncementLabel; readonly confidence: number } | null;
}

/** What one kind of evidence says for itself. */
export interface Reading {
  readonly outcome: CallOutcome;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Which evidence decided, in the order of belief; `media` is what was heard after the answer or of ringing. */
export type DecidedBy = 'announcement' | 'tone' | 'cause' | 'status' | 'media';

export interface Classification extends Reading {
  readonly by: DecidedBy;
  readonly readings: { readonly [by in DecidedBy]?: Reading };
}
