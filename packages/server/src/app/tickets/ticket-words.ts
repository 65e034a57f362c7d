import type { Localised } from '@everyline/contract';
import {
  isHeardByCalls,
  verdictWord,
  type DirectorMove,
  type MoveRefusal,
  type OfficeMove,
  type TicketFault,
  type TicketState,
  type VerdictKind,
} from '@everyline/domain';

import { displayNumber } from '../lines/display-number.ts';
import { refusalWords } from '../moves/refusal-words.ts';
import type { TicketRow, TicketStep, TicketStepKind } from '../ports/store/tickets.ts';

export const ticketStateWords: Readonly<Record<TicketState, Localised>> = {
  opened: { zh: '待接收', en: 'opened' },
  returned: { zh: '已退回', en: 'returned' },
  accepted: { zh: '已接收', en: 'accepted' },
  in_repair: { zh: '整改中', en: 'in repair' },
  claimed: { zh: '待复测', en: 'claimed repaired' },
  reopened: { zh: '重新整改', en: 'reopened' },
  closed: { zh: '已销号', en: 'closed' },
};

export const ticketFaultWords: Readonly<Record<TicketFault, Localised>> = {
  busy: verdictWords('busy'),
  slow: verdictWords('slow'),
  zombie: verdictWords('zombie'),
  invalid: verdictWords('invalid'),
  outdated: verdictWords('outdated'),
  contradictory: { zh: '公布不一致', en: 'published contradictorily' },
  wrong_answers: { zh: '业务不熟', en: 'wrong answers' },
  other: { zh: '其他', en: 'other' },
};

function verdictWords(kind: VerdictKind): Localised {
  return { zh: verdictWord(kind, 'zh-CN'), en: verdictWord(kind, 'en') };
}

/** What people write into a file for a move. */
export const ticketMoveWords: Readonly<Record<OfficeMove | DirectorMove, Localised>> = {
  accept: { zh: '接收', en: 'accept' },
  return: { zh: '退回', en: 'return' },
  start: { zh: '开始整改', en: 'begin' },
  claim: { zh: '申报已修好', en: 'claim repaired' },
  ask_extension: { zh: '申请延期', en: 'ask for more time' },
  grant_extension: { zh: '同意延期', en: 'grant more time' },
  refuse_extension: { zh: '不同意延期', en: 'refuse more time' },
  assign: { zh: '指派', en: 'assign' },
  confirm: { zh: '核实销号', en: 'confirm and close' },
  reject: { zh: '未修好', en: 'not repaired' },
  reopen: { zh: '重新打开', en: 'reopen' },
};

/** What is wrong, in a sentence that a manager understands, and by when it is or was to be repaired. */
export function faultSentence(row: TicketRow, isOverdue = false): Localised {
  const number = displayNumber(row.telephone);
  const { attempts, reached, dueOn } = row;
  // Once it is closed the line's calls speak of its repair, not of its fault.
  const counted = row.state !== 'closed' && attempts !== null && reached !== null && attempts > 0;
  const tally = counted
    ? {
        zh: `，公布时间内拨测 ${attempts} 次，打通 ${reached} 次`,
        en: `: ${reached} of ${attempts} test calls in its published hours got through`,
      }
    : { zh: '', en: '' };
  const what: Readonly<Record<TicketFault, Localised>> = {
    busy: {
      zh: `群众拨打 ${number} 经常占线${tally.zh}`,
      en: `Callers to ${number} mostly meet a busy line${tally.en}`,
    },
    slow: {
      zh: `${number} 能接通，但等到人工太久`,
      en: `${number} answers, but callers wait too long for a person`,
    },
    zombie: {
      zh: `${number} 响铃却没有人接${tally.zh}`,
      en: `${number} rings, and nobody answers${tally.en}`,
    },
    invalid: {
      zh: `${number} 是空号、停机或有故障${tally.zh}`,
      en: `${number} is unallocated, suspended or faulty${tally.en}`,
    },
    outdated: {
      zh: `${number} 有人接，但不是公布的单位或事项`,
      en: `${number} is answered, but not by the office or service that is published`,
    },
    contradictory: {
      zh: `${number} 在各处公布的内容互相矛盾，请核对更正`,
      en: `What is published of ${number} contradicts itself; correct it wherever it stands`,
    },
    wrong_answers: {
      zh: `${number} 有人接，但抽查的问题没有答对`,
      en: `${number} is answered, but the question of a spot check was answered wrongly`,
    },
    other: {
      zh: `${number}：${row.note === '' ? '需要整改' : row.note.replace(/[。.]\s*$/, '')}`,
      en: `${number}: ${row.note === '' ? 'needs repair' : row.note.replace(/[。.]\s*$/, '')}`,
    },
  };
  const { zh, en } = what[row.fault];
  if (row.state === 'closed') return { zh: `${zh}。`, en: `${en}.` };
  return isOverdue
    ? { zh: `${zh}。整改限期 ${dueOn} 已过。`, en: `${en}. It was due on ${dueOn}.` }
    : { zh: `${zh}。请在 ${dueOn} 前整改。`, en: `${en}. Repair it by ${dueOn}.` };
}

/** What the next step of a ticket depends on. */
export interface NextStep {
  /** Last day for returning it, and whether it has passed. */
  readonly returnUntil: string;
  readonly mayReturn: boolean;
  readonly isOverdue: boolean;
  /** Whether a running campaign calls its line. */
  readonly called: boolean;
}

/** What happens next, and who has to do it. */
export function nextSentence(row: TicketRow, about: NextStep): Localised {
  const base = nextOf(row, about);
  if (row.extension?.state !== 'asked') return base;
  const { workingDays } = row.extension;
  return {
    zh: `${base.zh}延期 ${workingDays} 个工作日的申请等待审批。`,
    en: `${base.en} More time (${workingDays} working days) has been asked for and waits for an answer.`,
  };
}

function nextOf(row: TicketRow, about: NextStep): Localised {
  const { dueOn } = row;
  const { isOverdue } = about;
  switch (row.state) {
    case 'opened':
      if (row.departmentId === null) {
        return {
          zh: '此线路还没有责任单位，请行动负责人指派。',
          en: 'Nobody owns this line yet; the campaign manager assigns an office.',
        };
      }
      return about.mayReturn
        ? {
            zh: `请责任单位接收；不归本单位的，在 ${about.returnUntil} 前说明理由退回。`,
            en: `The office accepts it, or returns it with a reason by ${about.returnUntil} if the line is not its own.`,
          }
        : {
            zh: `请责任单位接收；退回期限 ${about.returnUntil} 已过。`,
            en: `The office accepts it; the last day for returning it was ${about.returnUntil}.`,
          };
    case 'returned':
      return {
        zh: '原单位已退回，请行动负责人改派。',
        en: 'The office returned it as not its own; the campaign manager assigns another.',
      };
    case 'accepted':
      return isOverdue
        ? {
            zh: `单位已接收，限期 ${dueOn} 已过，请尽快修好并申报。`,
            en: `The office has accepted it; it was due on ${dueOn}. It repairs the line now and says so.`,
          }
        : {
            zh: `单位已接收，请在 ${dueOn} 前修好并申报。`,
            en: `The office has accepted it, repairs the line by ${dueOn} and says so.`,
          };
    case 'in_repair':
      return isOverdue
        ? {
            zh: `正在整改，限期 ${dueOn} 已过，请尽快修好并申报。`,
            en: `The repair is under way and was due on ${dueOn}; the office says when it is done.`,
          }
        : {
            zh: `正在整改，请在 ${dueOn} 前修好并申报。`,
            en: `The repair is under way; the office says when it is done, by ${dueOn}.`,
          };
    case 'reopened':
      return isOverdue
        ? {
            zh: `没有修好，限期 ${dueOn} 已过，请尽快重新整改并申报。`,
            en: `It is not repaired yet and was due on ${dueOn}; the office repairs it again now.`,
          }
        : {
            zh: `没有修好，请在 ${dueOn} 前重新整改并申报。`,
            en: `It is not repaired yet; the office repairs it again by ${dueOn}.`,
          };
    case 'closed':
      return { zh: '已销号，无需再办。', en: 'It is closed; nothing remains to be done.' };
    case 'claimed':
      return claimedNext(row.fault, about.called);
  }
}

function claimedNext(fault: TicketFault, called: boolean): Localised {
  if (fault === 'contradictory') {
    return {
      zh: '单位申报已更正：来源页面解决该矛盾即销号，也可由行动负责人核实。',
      en: 'The office says it is corrected: resolving the contradiction closes the ticket, or the campaign manager confirms it.',
    };
  }
  if (fault === 'wrong_answers') {
    return {
      zh: '单位申报已整改：再次抽查，答对即销号，答错则重新整改。',
      en: 'The office says it is done: the next spot check closes the ticket by a right answer and reopens it by a wrong one.',
    };
  }
  if (fault === 'outdated') {
    return {
      zh: '单位申报已更正。拨测听不出接电话的是不是公布的单位：人工抽查核实、号码责任人确认，或公布矛盾解决后销号。',
      en: 'The office says it is corrected. Test calls cannot hear whether the right office answers: a spot check, the word of the number’s keeper, or listings that no longer contradict close it.',
    };
  }
  if (!isHeardByCalls(fault)) {
    return {
      zh: '单位申报已修好，等待行动负责人核实。',
      en: 'The office says it is repaired; the campaign manager checks and confirms.',
    };
  }
  return called
    ? {
        zh: '单位申报已修好，系统在次数限制内自动复测：打通即销号，打不通则重新整改。',
        en: 'The office says it is repaired. A few test calls follow by themselves: they close the ticket, or reopen it.',
      }
    : {
        zh: '单位申报已修好，等待复测；目前没有进行中的行动拨打此线路，请行动负责人启动一个，或人工核实后销号。',
        en: 'The office says it is repaired and a re-test is wanted, but no running campaign calls this line: start one, or confirm the repair by hand.',
      };
}

const done: Readonly<Record<TicketStepKind, Localised>> = {
  opened: { zh: '开出了整改单', en: 'opened the ticket' },
  closed: { zh: '复测合格，已销号', en: 'closed it after a re-test that passed' },
  pass: { zh: '复测合格，已销号', en: 'closed it after a check that passed' },
  fail: { zh: '复测不合格，退回重新整改', en: 'reopened it after a check that failed' },
  retest_asked: { zh: '申请了复测', en: 'asked for a re-test' },
  retest_failed: { zh: '复测仍不合格', en: 'found in a re-test that it is not repaired' },
  commented: { zh: '留言', en: 'commented' },
  attached: { zh: '上传了附件', en: 'attached a file' },
  reminder: { zh: '发出了逾期提醒', en: 'sent a reminder: the last day has passed' },
  notice: { zh: '发出了书面通报', en: 'sent a written notice' },
  escalation: { zh: '报告了上级单位', en: 'told the office above' },
  accept: { zh: '接收了整改单', en: 'accepted the ticket' },
  return: { zh: '以非本单位为由退回', en: 'returned it as not theirs' },
  start: { zh: '开始整改', en: 'began the repair' },
  claim: { zh: '申报已修好', en: 'claimed it repaired' },
  ask_extension: { zh: '申请了延期', en: 'asked for more time' },
  grant_extension: { zh: '同意了延期', en: 'granted more time' },
  refuse_extension: { zh: '没有同意延期', en: 'refused more time' },
  assign: { zh: '改派了单位', en: 'assigned it' },
  confirm: { zh: '核实后销号', en: 'confirmed the repair and closed it' },
  reject: { zh: '核实未通过，退回重新整改', en: 'found it not repaired and reopened it' },
  reopen: { zh: '重新打开', en: 'reopened it' },
};

/** What somebody did, to follow their name. */
export function stepSentence(step: Pick<TicketStep, 'kind' | 'detail'>): Localised {
  const { zh, en } = done[step.kind];
  const { department, workingDays, dueOn, file, retest } = step.detail;
  if (file !== undefined) return { zh: `${zh}：${file}`, en: `${en}: ${file}` };
  const days =
    workingDays === undefined
      ? { zh: '', en: '' }
      : { zh: ` ${workingDays} 个工作日`, en: ` of ${workingDays} working days` };
  if (step.kind === 'escalation' || step.kind === 'assign') {
    const to = department ?? null;
    return {
      zh: `${zh}：${to ?? '全市行动负责人'}`,
      en: `${en}: ${to ?? 'those who direct the programme'}`,
    };
  }
  const due =
    dueOn === undefined
      ? { zh: '', en: '' }
      : { zh: `，限期 ${dueOn}`, en: `; it is due ${dueOn}` };
  const calls =
    retest === undefined
      ? { zh: '', en: '' }
      : {
          zh: `（复测 ${retest.calls} 次，打通 ${retest.reached} 次）`,
          en: ` (${retest.reached} of ${retest.calls} calls got through)`,
        };
  return {
    zh: `${zh}${calls.zh}${days.zh}${due.zh}`,
    en: `${en}${calls.en}${days.en}${due.en}`,
  };
}

/** Why a move cannot be made, as the middle of a sentence. */
export function refusalDetail(refusal: MoveRefusal, state: TicketState): Localised {
  const { zh, en } = ticketStateWords[state];
  const now = { zh: `整改单现在的状态是“${zh}”`, en: `the ticket is ${en} now` };
  return refusalWords(refusal, now, 'a ticket');
}
