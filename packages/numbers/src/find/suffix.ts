import { isDigitAt } from './characters.ts';

/** What stands directly behind a number and belongs to it. */
export interface Suffix {
  /** End of the suffix; equals the end of the number when there is none. */
  readonly end: number;
  /** Extensions dialled after the switchboard answers (`转8012、8013`), in order. */
  readonly extensions: readonly {
    readonly digits: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly ivrKey: string | null;
  /** One or two digits that end a range or a further number (`86699061-5`, `85123456、57`), with the sign before them. */
  readonly tail: {
    readonly digits: readonly string[];
    readonly sign: 'dash' | 'range' | 'list';
    readonly end: number;
  } | null;
}

const extensionWord =
  /[ ,(:]{0,3}(?:请?转接?(?:分机号?)?|分机号?码?|(?<!\()内线|接分机|[eE][xX][tT](?:ension)?\.?|EXT\.?|#|\*|[xX](?=\d))[ :-]{0,3}(\d{1,6})(?!\d)\)?/y;
const longExtension = /[ ,(:]{0,3}(?:请?转接?)?分机号?[ :-]{0,3}(\d{7,8})(?!\d)\)?/y;
const extensionDash = /(?: ?- ?|--)(\d{3,6})(?![\d])/y;
const nextExtension =
  /[ ]?(?:\([^()\d\n]{1,12}\))?[ ]?[、,;\/]?[ ]?转[ ]?(\d{1,6})(?![\d:.-]|[年月日号室楼栋])/y;
const moreExtensions = /[ ]?[、,\/或和及][ ]?(?:转)?(\d{2,6})(?![\d:.-]|[年月日号室楼栋])/y;
const ivr = /[ ,(]{0,3}(?:请?再?按)[ “"「'【]?(\d|[*#])[ ”"」'】]?(?:号?键|转接?)?/y;
const dashTail = / ?- ?(\d{1,2})(?!\d|[年月日号室楼栋层:.])/y;
const rangeTail = /(?: ?[~至到] ?)(\d{1,4})(?!\d|[年月日号室楼栋层:.])/y;
const shortCodeDash = / ?- ?(\d)(?![\d年月日号室楼栋层:.])/y;
const keyWord = /[ ]?号?键/y;
const listTail =
  /[\/、](\d{1,4})(?![ -]\d{3})(?![\d年月日号室楼栋层:.\-]|、[^\d]|[\p{Script=Han}])/uy;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Reads extension, menu key and range tail behind a number that ends at `end` in folded text. */
export function suffixAt(text: string, end: number, wholeNumber: boolean): Suffix {
  const none: Suffix = { end, extensions: [], ivrKey: null, tail: null };
  const code = text.charCodeAt(end);
  // Most numbers are followed by a Chinese character, a line end or nothing: decide without a pattern.
  if (Number.isNaN(code) || code === 0x0a) return none;
  const key = match(ivr, text, end);
  if (key !== null)
    return { end: end + key[0].length, extensions: [], ivrKey: key[1] ?? null, tail: null };
  const worded = match(extensionWord, text, end) ?? match(longExtension, text, end);
  const dashed = worded ?? match(wholeNumber ? extensionDash : shortCodeDash, text, end);
  if (dashed !== null) {
    const digits = dashed[1] ?? '';
    const pressed = match(keyWord, text, end + dashed[0].length);
    if (pressed !== null && digits.length === 1) {
      const at = end + dashed[0].length + pressed[0].length;
      return { end: at, extensions: [], ivrKey: digits, tail: null };
    }
    let at = end + dashed[0].length;
    const extensions = [
      { digits, start: at - digits.length - (dashed[0].endsWith(')') ? 1 : 0), end: at },
    ];
    for (
      let more = match(moreExtensions, text, at) ?? match(nextExtension, text, at);
      more !== null;
      more = match(moreExtensions, text, at) ?? match(nextExtension, text, at)
    ) {
      const next = more[1] ?? '';
      if (next.length !== digits.length) break;
      at += more[0].length;
      extensions.push({ digits: next, start: at - next.length, end: at });
    }
    const afterKey = match(ivr, text, at);
    if (afterKey !== null && worded !== null) {
      return { end: at + afterKey[0].length, extensions, ivrKey: afterKey[1] ?? null, tail: null };
    }
    return { end: at, extensions, ivrKey: null, tail: null };
  }
  if (!wholeNumber) return none;
  const dash = match(dashTail, text, end);
  if (dash !== null) {
    const at = end + dash[0].length;
    return { ...none, tail: { digits: [dash[1] ?? ''], sign: 'dash', end: at } };
  }
  const range = match(rangeTail, text, end);
  if (range !== null) {
    const at = end + range[0].length;
    return { ...none, tail: { digits: [range[1] ?? ''], sign: 'range', end: at } };
  }
  const digits: string[] = [];
  let at = end;
  for (let list = match(listTail, text, at); list !== null; list = match(listTail, text, at)) {
    digits.push(list[1] ?? '');
    at += list[0].length;
    if (!isDigitAt(text, at + 1)) break;
  }
  return digits.length > 0 ? { ...none, tail: { digits, sign: 'list', end: at } } : none;
}
