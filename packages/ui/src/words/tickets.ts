import type {
  TicketFaultWord,
  TicketMoveWord,
  TicketNoticeWord,
  TicketOriginWord,
  TicketStateWord,
} from '@everyline/contract';

import type { Sentence } from '../language.ts';
import { verdictWords } from './verdicts.ts';

export const ticketStateWords: Readonly<Record<TicketStateWord, Sentence>> = {
  opened: { zh: '待接收', en: 'opened' },
  returned: { zh: '已退回', en: 'returned' },
  accepted: { zh: '已接收', en: 'accepted' },
  in_repair: { zh: '整改中', en: 'in repair' },
  claimed: { zh: '待复测', en: 'claimed repaired' },
  reopened: { zh: '重新整改', en: 'reopened' },
  closed: { zh: '已销号', en: 'closed' },
};

export const ticketFaultWords: Readonly<Record<TicketFaultWord, Sentence>> = {
  busy: verdictWords.busy,
  slow: verdictWords.slow,
  zombie: verdictWords.zombie,
  invalid: verdictWords.invalid,
  outdated: verdictWords.outdated,
  contradictory: { zh: '公布不一致', en: 'published contradictorily' },
  wrong_answers: { zh: '业务不熟', en: 'wrong answers' },
  other: { zh: '其他问题', en: 'other' },
};

export const ticketOriginWords: Readonly<Record<TicketOriginWord, Sentence>> = {
  verdict: { zh: '拨测定性', en: 'verdict' },
  conflict: { zh: '公布冲突', en: 'conflict of listings' },
  owner_silence: { zh: '责任单位未确认', en: 'owner’s silence' },
  owner_dispute: { zh: '责任单位有异议', en: 'owner’s dispute' },
  proposal: { zh: '归并建议', en: 'accepted proposal' },
  spot_check: { zh: '人工抽查', en: 'spot check' },
  citizen_report: { zh: '群众反映，拨测属实', en: 'citizen’s report, confirmed by calls' },
  hand: { zh: '手工开出', en: 'by hand' },
};

export const ticketNoticeWords: Readonly<Record<TicketNoticeWord, Sentence>> = {
  reminder: { zh: '逾期提醒', en: 'Reminder' },
  notice: { zh: '书面通报', en: 'Written notice' },
  escalation: { zh: '报告上级', en: 'Report to the office above' },
};

/** What the button of a move says. */
export const ticketMoveWords: Readonly<Record<TicketMoveWord, Sentence>> = {
  accept: { zh: '接收', en: 'Accept' },
  return: { zh: '不归本单位，退回', en: 'Return: not ours' },
  start: { zh: '开始整改', en: 'Begin the repair' },
  claim: { zh: '申报已修好', en: 'Claim it repaired' },
  ask_extension: { zh: '申请延期', en: 'Ask for more time' },
  assign: { zh: '指派单位', en: 'Assign an office' },
  grant_extension: { zh: '同意延期', en: 'Grant more time' },
  refuse_extension: { zh: '不同意延期', en: 'Refuse more time' },
  confirm: { zh: '核实并销号', en: 'Confirm and close' },
  reject: { zh: '核实未修好', en: 'Not repaired' },
  reopen: { zh: '重新打开', en: 'Reopen' },
};
