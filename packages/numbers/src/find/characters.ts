const digitZero = 0x30;
const fullWidthZero = 0xff10;

/** Index of the first ASCII or full-width digit at or after `from`, or -1. This is the one scan that reads all text. */
export function nextDigit(text: string, from: number): number {
  const length = text.length;
  for (let index = from; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x3a) {
      if (code >= digitZero) return index;
    } else if (code >= fullWidthZero && code <= 0xff19) return index;
  }
  return -1;
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  switch (code) {
    case 0x2010: // hyphens and dashes that stand between area code, number and extension
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xfe63:
    case 0x2500:
    case 0x2501:
      return '-';
    case 0x301c: // wave dashes
    case 0x223c:
      return '~';
    case 0xfe55:
    case 0x2236:
      return ':';
    default:
      return ' ';
  }
}

const foldable =
  /[\uff01-\uff5e\u2010-\u2015\u2212\ufe63\u2500\u2501\u301c\u223c\ufe55\u2236\u00a0\u3000\u2000-\u200d\ufeff\t\r\v\f\u2028\u2029]/gu;

/**
 * The text with full-width letters, digits and signs, all dashes and all blanks in their ASCII form. Every UTF-16
 * unit maps to one, so positions in the result are positions in the text. Line ends (`\n`) stay.
 */
export function foldWidth(text: string): string {
  return text.replace(foldable, foldCharacter);
}

/** Tells whether a UTF-16 unit is an ASCII digit. */
export function isDigitAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= digitZero && code <= 0x39;
}

/** Tells whether a UTF-16 unit is an ASCII letter. */
export function isLetterAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index) | 0x20;
  return code >= 0x61 && code <= 0x7a;
}
