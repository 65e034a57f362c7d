import type { Localised } from '@everyline/contract';
import type {
  CaseChannel,
  CasePolicy,
  CaseRefusal,
  CaseState,
  Satisfaction,
} from '@everyline/domain';

import { refusalWords } from '../moves/refusal-words.ts';
import type { CaseRow, CaseStep, CaseStepKind } from '../ports/store/cases.ts';

export const caseStateWords: Readonly<Record<CaseState, Localised>> = {
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

export const caseChannelWords: Readonly<Record<CaseChannel, Localised>> = {
  telephone: { zh: '电话', en: 'telephone' },
  counter: { zh: '窗口', en: 'counter' },
  letter: { zh: '来信', en: 'letter' },
  web: { zh: '网站', en: 'website' },
  app: { zh: 'App', en: 'app' },
  message: { zh: '微信', en: 'chat message' },
  work_orders: { zh: '工单系统', en: 'work-order system' },
  other: { zh: '其他', en: 'other' },
};

export const satisfactionWords: Readonly<Record<Satisfaction, Localised>> = {
  satisfied: { zh: '满意', en: 'satisfied' },
  not_satisfied: { zh: '不满意', en: 'not satisfied' },
  not_reached: { zh: '未联系上', en: 'not reached' },
};

/** The name of a category; its code where the rules do not have it any more. */
export function categoryName({ categories }: CasePolicy, code: string): Localised {
  return categories.find((one) => one.code === code)?.name ?? { zh: code, en: code };
}

/** What the next step of a case depends on. */
export interface NextCaseStep {
  readonly returnUntil: string;
  readonly mayReturn: boolean;
  readonly isOverdue: boolean;
}

/** What happens next, and who has to do it. */
export function nextCaseSentence(row: CaseRow, about: NextCaseStep): Localised {
  const base = nextOf(row, about);
  if (row.extension?.state !== 'asked') return base;
  const { workingDays } = row.extension;
  return {
    zh: `${base.zh}延期 ${workingDays} 个工作日的申请等待审批。`,
    en: `${base.en} More time (${workingDays} working days) has been asked for and waits for an answer.`,
  };
}

function nextOf(row: CaseRow, { returnUntil, mayReturn, isOverdue }: NextCaseStep): Localised {
  const { dueOn } = row;
  switch (row.state) {
    case 'received':
      return {
        zh: '请热线派发给责任单位；当场答复或重复的，可直接办结。',
        en: 'The hotline dispatches it to the responsible office, or closes it at once where nothing remains to be done.',
      };
    case 'dispatched':
      return mayReturn
        ? {
            zh: `请责任单位签收；不归本单位的，在 ${returnUntil} 前说明理由退回。`,
            en: `The office accepts it, or returns it with a reason by ${returnUntil} if it is not theirs.`,
          }
        : {
            zh: `请责任单位签收；退回期限 ${returnUntil} 已过。`,
            en: `The office accepts it; the last day for returning it was ${returnUntil}.`,
          };
    case 'returned':
      return {
        zh: '原单位已退回，请热线改派。',
        en: 'The office returned it as not theirs; the hotline dispatches it to another.',
      };
    case 'accepted':
    case 'in_progress':
    case 'reopened':
      return isOverdue
        ? {
            zh: `答复限期 ${dueOn} 已过，请责任单位尽快办理并答复。`,
            en: `The answer was due on ${dueOn}; the office deals with it now and answers.`,
          }
        : {
            zh: `请责任单位办理，并在 ${dueOn} 前答复。`,
            en: `The office deals with it and answers by ${dueOn}.`,
          };
    case 'answered':
      return {
        zh: '单位已答复，请热线回访诉求人。',
        en: 'The office has answered; the hotline asks the citizen whether that helped.',
      };
    case 'visited':
      return row.satisfaction === 'satisfied'
        ? { zh: '诉求人满意，请热线办结。', en: 'The citizen is satisfied; the hotline closes it.' }
        : {
            zh: '诉求人不满意或未联系上：请热线退回重新办理，或说明理由办结。',
            en: 'The citizen is not satisfied or was not reached: the hotline reopens it, or closes it with a reason.',
          };
    case 'closed':
      return { zh: '已办结。', en: 'It is closed; nothing remains to be done.' };
  }
}

const done: Readonly<Record<CaseStepKind, Localised>> = {
  received: { zh: '登记了工单', en: 'received the demand' },
  commented: { zh: '留言', en: 'commented' },
  attached: { zh: '上传了附件', en: 'attached a file' },
  told: { zh: '已把答复告知诉求人', en: 'told the citizen the answer' },
  reminder: { zh: '发出了逾期提醒', en: 'sent a reminder: the last day has passed' },
  notice: { zh: '发出了书面通报', en: 'sent a written notice' },
  escalation: { zh: '报告了上级单位', en: 'told the office above' },
  accept: { zh: '签收了工单', en: 'accepted it' },
  return: { zh: '以非本单位职责为由退回', en: 'returned it as not theirs' },
  start: { zh: '开始办理', en: 'began to deal with it' },
  answer: { zh: '作了答复', en: 'answered' },
  ask_extension: { zh: '申请了延期', en: 'asked for more time' },
  grant_extension: { zh: '同意了延期', en: 'granted more time' },
  refuse_extension: { zh: '没有同意延期', en: 'refused more time' },
  dispatch: { zh: '派发给了单位', en: 'dispatched it' },
  redirect: { zh: '改派了单位', en: 'redirected it' },
  visit: { zh: '回访了诉求人', en: 'asked the citizen' },
  close: { zh: '办结了工单', en: 'closed it' },
  dismiss: { zh: '直接办结了工单', en: 'closed it at once' },
  reopen: { zh: '退回重新办理', en: 'reopened it' },
};

/** What somebody did, to follow their name. */
export function caseStepSentence(step: Pick<CaseStep, 'kind' | 'detail'>): Localised {
  const { zh, en } = done[step.kind];
  const { department, workingDays, dueOn, file, satisfaction, channel } = step.detail;
  if (file !== undefined) return { zh: `${zh}：${file}`, en: `${en}: ${file}` };
  if (satisfaction !== undefined) {
    const word = satisfactionWords[satisfaction as Satisfaction];
    return { zh: `${zh}：${word.zh}`, en: `${en}: ${word.en}` };
  }
  if (channel !== undefined) {
    const word = caseChannelWords[channel as CaseChannel];
    return { zh: `${zh}（${word.zh}）`, en: `${en} (${word.en})` };
  }
  const due =
    dueOn === undefined
      ? { zh: '', en: '' }
      : { zh: `，限期 ${dueOn}`, en: `; it is due ${dueOn}` };
  if (department !== undefined) {
    const to = department ?? null;
    return {
      zh: `${zh}：${to ?? '热线负责人'}${due.zh}`,
      en: `${en}: ${to ?? 'those who direct the hotline'}${due.en}`,
    };
  }
  const days =
    workingDays === undefined
      ? { zh: '', en: '' }
      : { zh: ` ${workingDays} 个工作日`, en: ` of ${workingDays} working days` };
  return { zh: `${zh}${days.zh}${due.zh}`, en: `${en}${days.en}${due.en}` };
}

/** Why a move cannot be made, as the middle of a sentence. */
export function caseRefusalDetail(refusal: CaseRefusal, state: CaseState): Localised {
  switch (refusal.why) {
    case 'answer_needed':
      return { zh: '请写明给诉求人的答复', en: 'write what is answered to the citizen' };
    case 'satisfaction_needed':
      return { zh: '请选择回访结果', en: 'say what the citizen said' };
    case 'never_dispatched':
      return { zh: '此工单从未派发给单位', en: 'no office ever had it' };
    default: {
      const { zh, en } = caseStateWords[state];
      const now = { zh: `工单现在的状态是“${zh}”`, en: `the case is ${en} now` };
      return refusalWords(refusal, now, 'a case');
    }
  }
}
