import type { Candidate } from './candidate.ts';
import { isDigitAt, isLetterAt } from './characters.ts';

/** Counting words and units: digits before them are an amount, a date, a place or a document. */
const unitBehind =
  /^ ?(?:[余多]|[余多]?(?:次|个|件|条|名(?!称)|户|人(?!工)|家|万|亿|千|百|元|年|月|日(?!常|间|照)|天(?!津|府|气)|周岁|岁|吨|克|斤|升|米|平(?!台)|亩|公里|幢|栋|弄|室|楼|层|座|块|台(?!州|湾)|辆|套|份|页(?!面)|章|期|届|级|组(?!织)|批(?!准)|班|支(?!付|持|行)|只|张|篇|项|款|路(?!桥)|段|分钟|秒|小时|人次|国道|省道|公顷|瓦|伏|度|倍|股|里(?!面|程)|种|卷|册|集|本(?!地|市|省|区|县|级|单位)|号(?!码|、|,|;|。|$| ))|[%‰℃°]|(?:kg|km|mm|cm|px|KB|MB|GB)\b)/iu;
const amountBehind =
  /^ ?(?:元|万|亿|余|多?[次件个人名户家条]|%|年|岁|天|吨|平方|公里|米|分钟|小时|人次)/u;
/** Printable ASCII but for the quotes, which set a number apart from the code around it. */
const tokenCharacter = /[!#-&(-_a-~]/u;
const addressLike =
  /:\/\/|@|[a-z]\.[a-z\d]|\d\.[a-z]|\/[a-z]|[a-z\d]_|\.(?:html?|jpg|png|gif|pdf|docx?|xlsx?|zip|js|css|php|aspx?)\b/iu;
const labelPrefix = /^(?:tel|fax|phone|ph|mob|mobile|cell|hotline|t|f|m|ext)[.:]?$/iu;

/** The run of printable ASCII characters around a candidate, without the candidate. */
function tokenAround(
  text: string,
  start: number,
  end: number,
): { readonly before: string; readonly after: string } {
  let from = start;
  while (from > 0 && start - from < 160 && tokenCharacter.test(text.charAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && to - end < 60 && tokenCharacter.test(text.charAt(to))) to += 1;
  return { before: text.slice(from, start), after: text.slice(end, to) };
}

/** Why digits in folded text are no telephone number, judged by the characters that touch them; null when nothing speaks against them. */
export function refusal(
  text: string,
  candidate: Candidate,
  continues: boolean,
  phoneField: boolean,
): string | null {
  const { start, end } = candidate;
  const before = start > 0 ? text.charAt(start - 1) : '';
  const after = end < text.length ? text.charAt(end) : '';
  const plainBefore =
    before === '' || before.charCodeAt(0) > 0x7f || before === ' ' || before === '\n';
  const plainAfter = after === '' || after.charCodeAt(0) > 0x7f || after === ' ' || after === '\n';
  if (!plainBefore || !plainAfter) {
    const { before: head, after: rest } = tokenAround(text, start, end);
    // `…70,mail@…`: what stands behind a comma is another item.
    const [tail = ''] = rest.replace(/^<\/?[a-z][^]*$/iu, '').split(/[,;]/u, 1);
    const label = head.replace(/[^a-z.:].*$/iu, '');
    const headWithoutLabel = labelPrefix.test(label) && head.length === label.length ? '' : head;
    if (addressLike.test(`${headWithoutLabel.slice(-120)}0`) || addressLike.test(`0${tail}`))
      return 'address';
    if (isLetterAt(text, start - 1) && headWithoutLabel !== '') return 'code';
    // `0769-81156999Z`: one letter by mistake.
    const stray = /^[A-Z](?![A-Za-z\d])/u.test(rest) && (phoneField || candidate.strong);
    if (isLetterAt(text, end) && !stray && !/^(?:ext|x\d|tel|fax|or|and|call)/iu.test(tail))
      return 'code';
    if (before === '.' && isDigitAt(text, start - 2)) return 'decimal';
    if (after === '.' && isDigitAt(text, end + 1)) return 'decimal';
    if (
      before === ',' &&
      isDigitAt(text, start - 2) &&
      !candidate.strong &&
      candidate.digits.length < 5
    )
      return 'amount';
    if (
      !continues &&
      (before === '-' || before === '/') &&
      isDigitAt(text, start - 2) &&
      !candidate.strong
    )
      return 'part';
    if (
      before === '#' ||
      before === '=' ||
      (before === '_' && !joinsName(text, start)) ||
      before === '&'
    )
      return 'code';
    if (before === ':' && isDigitAt(text, start - 2)) return 'time';
    if (after === ':' && isDigitAt(text, end + 1) && candidate.digits.length < 7) return 'time';
    if (after === '%' || after === '_' || after === '=') return 'code';
    if (before === '$' || before === '\\') return 'amount';
  }
  if (before === '第' || before === '〔' || before === '￥' || before === '¥' || before === '№')
    return 'ordinal';
  if (
    after === '〕' ||
    (after === ']' && text.charAt(start) !== '[' && candidate.digits.length < 7)
  )
    return 'document';
  if (after !== '' && after !== '\n') {
    const behind = text.slice(end, end + 8);
    if (candidate.digits.length < 6 && !candidate.strong && amountBehind.test(behind))
      return 'amount';
  }
  if (
    candidate.grouped &&
    !continues &&
    /\d{3}[ -]$/u.test(text.slice(Math.max(0, start - 4), start))
  ) {
    return 'account';
  }
  return null;
}

/** `总值班电话_028-85808438`: the low line joins a name of Chinese characters and its number. */
function joinsName(text: string, start: number): boolean {
  return /[\p{Script=Han})]$/u.test(text.slice(Math.max(0, start - 3), start - 1));
}

/** Tells whether a counting word or a unit follows the candidate (`12345件`, `2108室`). */
export function countsSomething(text: string, candidate: Candidate): boolean {
  return unitBehind.test(text.slice(candidate.end, candidate.end + 8));
}

/** Tells whether eight digits are a calendar date (`20240102`). */
export function isDateLike(digits: string): boolean {
  return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/u.test(digits);
}

/** Tells whether digits are a plain number no telephone has (`00000000`, `12345678`). */
export function isFiller(digits: string): boolean {
  return /^(\d)\1+$/u.test(digits) && digits.length > 6;
}
