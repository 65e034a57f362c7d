const clock = String.raw`(?:(?:早上?|上午|中午|下午|晚上?|夜间|凌晨|次日|当日|每?天)[ ]?)?(?:\d{1,2}(?:[:.]\d{2})?[ ]?[ap]\.?m\.?|\d{1,2}[:.]\d{2}|\d{1,2}[点时](?:\d{1,2}分?|半|整)?)`;
const range = String.raw`${clock}[ ]?(?:-{1,2}|~|至|到|—)[ ]?${clock}(?:之间)?`;
const day = String.raw`(?:法定)?(?:工作日|节假日|双休日|休息日)|(?:周|星期|礼拜)[一二三四五六日天1-7](?:[ ]?[至到~、,-][ ]?(?:周|星期)?[一二三四五六日天1-7])*|每天|每日|每周[一二三四五六日天]?|全天候?|全年(?:无休)?|夏季|冬季|(?:除|不含)?(?:法定)?节假日(?:除外|休息)?|周末|平日`;
const always = String.raw`(?:全天)?(?:7[ ]?[×xX*][ ]?24|24)[ ]?(?:小时|h\b|时)|全天候|全年无休`;
const joint = String.raw`[ ,，;；、(（及和:：。]{0,4}`;
const hours = new RegExp(
  String.raw`(?:(?:${day})(?:的)?${joint}){0,3}(?:${range}(?:${joint}(?:(?:${day})${joint}){0,2}${range}){0,4}|${always})|(?:工作日|双休日|节假日|工作时间|上班时间|上班期间|办公时间|非工作时间|夜间|晚间|休息日|周末)(?=$|[)）,，、；; 。]|午休|内)`,
  'gu',
);

/** Opening hours as written in folded text. */
export interface HoursFound {
  readonly text: string;
  readonly index: number;
  readonly end: number;
}

const couldBeHours = /[:点时]|日|24|工作|上班|办公|夜间|晚间|周|[ap]m/iu;

/** Finds opening hours (`周一至周五 8:30-12:00，14:00-17:30`, `24小时`, `工作日`) in a short piece of folded text. */
export function findHours(text: string): HoursFound[] {
  if (text.length > 600 || !couldBeHours.test(text)) return [];
  const found: HoursFound[] = [];
  for (const match of text.matchAll(hours)) {
    const written = match[0].replace(/^[ ,，;；、:：]+|[ ,，;；、(（:：。]+$/gu, '');
    found.push({ text: written, index: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** All hours of a short piece of text as one string, or null. */
export function hoursIn(text: string): string | null {
  if (!couldBeHours.test(text)) return null;
  const known = knownHours.get(text);
  if (known !== undefined) return known;
  const hours = readHours(text);
  // The column of hours of a long table repeats a few texts.
  if (text.length <= 120 && knownHours.size < 4096) knownHours.set(text, hours);
  return hours;
}

const knownHours = new Map<string, string | null>();

function readHours(text: string): string | null {
  const found = findHours(text);
  return found.length === 0 ? null : found.map((one) => one.text).join('；');
}

/** Tells whether a label announces opening hours (`办公时间`, `受理时间`). */
export function isHoursLabel(text: string): boolean {
  return /(?:办公|工作|服务|接听|咨询|受理|开放|上班|营业|值班|接待|门诊|对外|热线|人工)[^ :]{0,6}时 {0,4}间|作息|hours/iu.test(
    text,
  );
}
