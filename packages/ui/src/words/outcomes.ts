import type { Outcome } from '@everyline/contract';

import type { Sentence } from '../language.ts';

/** What each outcome of a test call is called. */
export const outcomeWords: Readonly<Record<Outcome, Sentence>> = {
  answered_person: { zh: '有人接听', en: 'a person answered' },
  answered_ivr: { zh: '语音菜单接听', en: 'a menu answered' },
  answered_voicemail: { zh: '语音信箱', en: 'voicemail' },
  answered_after_hours: { zh: '非工作时间提示', en: 'says it is closed' },
  answered_fax: { zh: '传真机接听', en: 'a fax machine' },
  answered_silent: { zh: '接通无声', en: 'answered, silent' },
  answered_dropped: { zh: '接通即挂断', en: 'answered and hung up' },
  answered_unknown: { zh: '接通，未能判明', en: 'answered, not recognised' },
  announcement_unknown: { zh: '未识别的提示音', en: 'an unlabelled recording' },
  busy: { zh: '占线', en: 'busy' },
  no_answer: { zh: '无人接听', en: 'no answer' },
  unallocated: { zh: '空号', en: 'unallocated' },
  number_changed: { zh: '号码已更改', en: 'number changed' },
  suspended: { zh: '停机', en: 'suspended' },
  barred: { zh: '呼叫受限', en: 'barred' },
  powered_off: { zh: '关机', en: 'powered off' },
  unreachable: { zh: '无法接通', en: 'unreachable' },
  rejected: { zh: '被拒接', en: 'rejected' },
  network_congestion: { zh: '网络忙', en: 'network congestion' },
  trunk_fault: { zh: '中继故障', en: 'trunk fault' },
  invalid_format: { zh: '号码格式错误', en: 'invalid format' },
  interrupted: { zh: '拨测中断', en: 'interrupted' },
  not_dialled: { zh: '未拨出', en: 'not dialled' },
};
