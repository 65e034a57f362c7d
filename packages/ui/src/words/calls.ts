import type { Outcome, Probe, ProbeDetail, VerdictEvidence } from '@everyline/contract';

import type { Sentence } from '../language.ts';

/** How an outcome counts for the verdict of its line. */
export const outcomeClassWords: Readonly<Record<VerdictEvidence['counted'], Sentence>> = {
  reached: { zh: '接通', en: 'reached' },
  reached_late: { zh: '接通过晚', en: 'reached late' },
  busy: { zh: '占线', en: 'busy' },
  unanswered: { zh: '无人接听', en: 'unanswered' },
  dead: { zh: '空号停机', en: 'dead' },
  wrong_party: { zh: '非公布单位', en: 'wrong party' },
  not_reached: { zh: '其他未接通', en: 'not reached' },
  excluded: { zh: '不计入', en: 'not counted' },
};

export const outcomeClassColours: Readonly<Record<VerdictEvidence['counted'], string>> = {
  reached: '#1b7f5c',
  reached_late: '#8a6d00',
  busy: '#b4541a',
  unanswered: '#6b4fa0',
  dead: '#b3261e',
  wrong_party: '#2f5fa8',
  not_reached: '#4d5a63',
  excluded: '#9aa4ac',
};

/** The order of classes in lanes and legends: from reached to not counted. */
export const outcomeClassOrder: readonly VerdictEvidence['counted'][] = [
  'reached',
  'reached_late',
  'busy',
  'unanswered',
  'not_reached',
  'dead',
  'wrong_party',
  'excluded',
];

/** Families of outcomes for marks in lists: what a caller met, whatever the published hours. */
export type OutcomeFamily = 'answered' | 'machine' | 'busy' | 'unanswered' | 'dead' | 'network';

export const outcomeFamilies: Readonly<Record<Outcome, OutcomeFamily>> = {
  answered_person: 'answered',
  answered_ivr: 'answered',
  answered_voicemail: 'machine',
  answered_after_hours: 'machine',
  answered_fax: 'machine',
  answered_silent: 'machine',
  answered_dropped: 'machine',
  answered_unknown: 'answered',
  announcement_unknown: 'network',
  busy: 'busy',
  no_answer: 'unanswered',
  unallocated: 'dead',
  number_changed: 'dead',
  suspended: 'dead',
  barred: 'dead',
  powered_off: 'unanswered',
  unreachable: 'unanswered',
  rejected: 'busy',
  network_congestion: 'network',
  trunk_fault: 'network',
  invalid_format: 'dead',
  interrupted: 'network',
  not_dialled: 'network',
};

export const probeStateWords: Readonly<Record<Probe['state'], Sentence>> = {
  planned: { zh: '已计划', en: 'planned' },
  refused: { zh: '守护规则拒拨', en: 'refused by the guard' },
  dialling: { zh: '拨测中', en: 'in progress' },
  done: { zh: '已完成', en: 'done' },
  interrupted: { zh: '中断', en: 'interrupted' },
};

/** The four readings of a call, and the media that may be added, in the order in which they decide. */
export const readingWords: Readonly<Record<keyof ProbeDetail['readings'], Sentence>> = {
  announcement: { zh: '提示语', en: 'announcement' },
  tone: { zh: '信号音', en: 'tone' },
  cause: { zh: 'Q.850 原因值', en: 'Q.850 cause' },
  status: { zh: 'SIP 状态码', en: 'SIP status' },
  media: { zh: '应答后所闻', en: 'sound after the answer' },
};

export const readingOrder: readonly (keyof ProbeDetail['readings'])[] = [
  'announcement',
  'tone',
  'cause',
  'status',
  'media',
];
