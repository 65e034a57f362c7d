import { codesMergedInto12345 } from '../canonical/short-codes.ts';
import type { ListingIssue } from '../issue.ts';

const endedBehind =
  /^[ )]{0,2}(?:(?:自|从|于)[^,。;\n]{2,18}起?)?(?:[^,。;\n\d]{0,6}?|[^,。;\n\d]{0,22}?(?:已(?:经)?|现已|将|整体))(?:取消|停用|停止使用|作废|撤销|注销|不再使用|停机|废止|关闭|并入|归并|合并至|变更为|更改为|改为|更换为|调整为|升级为|discontinued|no longer)/iu;
const formerLabel = /(?:原|旧|老)(?:有)?(?=[咨投举监服联办热电号值])[^\d,，。;:]{0,10}[:]?[ ]?$/u;
const formerBefore =
  /(?:^|[\s,、;。:(“"])(?:原|旧|老)(?![阳州平则子料告始因件本创籍])[^\d,，。;:]{0,12}(?:电话|热线|号码|专线)?[^\d,，。;:]{0,3}[:]?[ ]?$/u;
const closedList = /(?:关闭|停用|取消|撤销|停止使用|作废)[^:。;\n]{0,6}[:][^。;)）\n]*$/u;
const mergedTarget =
  /(?:并入|归并(?:到|至|入)?|整合(?:到|至|进|为)|合并(?:到|至|为|入)|统一(?:到|为|至))[^\d,。;]{0,8}$/u;

/** Whether the words around a number retire it, or only name it as that into which others were merged. */
export function standingOf(
  left: string,
  right: string,
  struck: boolean,
): 'active' | 'retired' | 'mention' {
  if (struck) return 'retired';
  if (endedBehind.test(right)) return 'retired';
  if (mergedTarget.test(left)) return 'mention';
  if (formerBefore.test(left) || formerLabel.test(left) || closedList.test(left)) return 'retired';
  return 'active';
}

/** What to check on a short code that the State Council merged into 12345 and a page still prints. */
export function closedCodeIssue(number: string): ListingIssue | null {
  return codesMergedInto12345.has(number)
    ? { code: 'merged_into', data: { number, into: '12345' } }
    : null;
}
