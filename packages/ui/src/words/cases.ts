import type {
  CaseChannelWord,
  CaseHotlineMoveWord,
  CaseOfficeMoveWord,
  CaseSide,
  CaseStateWord,
  SatisfactionWord,
} from '@everyline/contract';

import type { Sentence } from '../language.ts';

export const caseStateWords: Readonly<Record<CaseStateWord, Sentence>> = {
  received: { zh: '待派发', en: 'received' },
  dispatched: { zh: '待签收', en: 'dispatched' },
  returned: { zh: '已退回', en: 'returned' },
  accepted: { zh: '已签收', en: 'accepted' },
  in_progress: { zh: '办理中', en: 'in progress' },
  answered: { zh: '待回访', en: 'answered' },
  visited: { zh: '已回访', en: 'visited back' },
  reopened: { zh: '重新办理', en: 'reopened' },
  closed: { zh: '已办结', en: 'closed' },
};

export const caseChannelWords: Readonly<Record<CaseChannelWord, Sentence>> = {
  telephone: { zh: '电话', en: 'telephone' },
  counter: { zh: '窗口', en: 'counter' },
  letter: { zh: '来信', en: 'letter' },
  web: { zh: '网站', en: 'website' },
  app: { zh: 'App', en: 'app' },
  message: { zh: '微信', en: 'chat message' },
  work_orders: { zh: '工单系统', en: 'work-order system' },
  other: { zh: '其他', en: 'other' },
};

export const satisfactionWords: Readonly<Record<SatisfactionWord, Sentence>> = {
  satisfied: { zh: '满意', en: 'satisfied' },
  not_satisfied: { zh: '不满意', en: 'not satisfied' },
  not_reached: { zh: '未联系上', en: 'not reached' },
};

/** What the button of a move says. */
export const caseMoveWords: Readonly<Record<CaseOfficeMoveWord | CaseHotlineMoveWord, Sentence>> = {
  accept: { zh: '签收', en: 'Accept' },
  return: { zh: '不归本单位，退回', en: 'Return: not ours' },
  start: { zh: '开始办理', en: 'Begin' },
  answer: { zh: '答复', en: 'Answer' },
  ask_extension: { zh: '申请延期', en: 'Ask for more time' },
  grant_extension: { zh: '同意延期', en: 'Grant more time' },
  refuse_extension: { zh: '不同意延期', en: 'Refuse more time' },
  dispatch: { zh: '派发', en: 'Dispatch' },
  redirect: { zh: '改派', en: 'Redirect' },
  visit: { zh: '登记回访', en: 'Record the visit' },
  close: { zh: '办结', en: 'Close' },
  dismiss: { zh: '直接办结', en: 'Close at once' },
  reopen: { zh: '重新办理', en: 'Reopen' },
};

export const caseSideWords: Readonly<Record<CaseSide, Sentence>> = {
  hotline: { zh: '热线', en: 'hotline' },
  office: { zh: '单位', en: 'office' },
};
