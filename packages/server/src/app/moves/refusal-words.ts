import type { Localised } from '@everyline/contract';
import type { MoveRefusal } from '@everyline/domain';

/**
 * Why a move cannot be made, as the middle of a sentence.
 *
 * @param now what is moved, with its present state, for who comes too late
 * @param thing what is moved, in English; Chinese says the same of all
 */
export function refusalWords(
  refusal: MoveRefusal,
  now: Localised,
  thing: 'a ticket' | 'a case',
): Localised {
  switch (refusal.why) {
    case 'moved_meanwhile':
    case 'wrong_state':
      return now;
    case 'reason_needed':
      return { zh: '请写明原因或所做的事', en: 'say why, or what was done' };
    case 'department_needed':
      return { zh: '请选择单位', en: 'choose an office' };
    case 'same_department':
      return { zh: '此单位已经是责任单位', en: 'that office has it already' };
    case 'return_too_late':
      return {
        zh: `退回期限是 ${refusal.lastDay}，已经过了`,
        en: `the last day for returning it was ${refusal.lastDay}`,
      };
    case 'extension_pending':
      return { zh: '已有一个延期申请等待审批', en: 'an extension has been asked for already' };
    case 'extension_used':
      return {
        zh: `每单最多延期 ${refusal.most} 次，已经用完`,
        en: `${thing} is extended ${refusal.most} times at most`,
      };
    case 'extension_too_long':
      return {
        zh: `延期须为 1 至 ${refusal.most} 个工作日`,
        en: `an extension is 1 to ${refusal.most} working days`,
      };
    case 'extension_too_late':
      return {
        zh: `延期须在限期 ${refusal.lastDay} 当天或之前申请`,
        en: `more time is asked for on or before the last day, ${refusal.lastDay}`,
      };
    case 'no_extension_asked':
      return { zh: '没有待审批的延期申请', en: 'no extension waits for an answer' };
  }
}
