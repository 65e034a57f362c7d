const DIGITS = '零〇一二三四五六七八九两';
const VALUES: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 };

/** Numerals that are surely numbers: ordinals, shares of a hundred, and two signs or more with a place among them. */
const NUMERAL = new RegExp(
  `第([${DIGITS}十百千]+)|百分之([${DIGITS}十百]+)(?:点([${DIGITS}]+))?|([${DIGITS}十百千万]*[一二三四五六七八九两][十百千万][${DIGITS}十百千万]*|十[一二三四五六七八九])`,
  'gu',
);

/**
 * The text with its Chinese numerals as Arabic ones, where they are surely numbers: 第二十三条 is 第23条, 百分之三点五 is
 * 3.5%, 三百六十五天 is 365天. Single digits and names (一般, 十分) stay as they are.
 */
export function arabicNumerals(text: string): string {
  if (!/[十百千第]/u.test(text)) return text;
  return text.replace(
    NUMERAL,
    (
      written: string,
      ordinal: string | undefined,
      share: string | undefined,
      decimals: string | undefined,
      plain: string | undefined,
    ) => {
      const whole = numeralValue(ordinal ?? share ?? plain ?? '');
      if (whole === null) return written;
      if (ordinal !== undefined) return `第${whole}`;
      if (plain !== undefined) return String(whole);
      const after = [...(decimals ?? '')].map((sign) => VALUES[sign]!).join('');
      return `${whole}${after === '' ? '' : `.${after}`}%`;
    },
  );
}

/** The value of a numeral below 10⁸, or null if the signs do not make one (三二百). */
function numeralValue(written: string): number | null {
  const signs = [...written];
  if (signs.length > 0 && signs.every((sign) => sign in VALUES)) {
    return Number(signs.map((sign) => VALUES[sign]).join(''));
  }
  let total = 0;
  let below = 0;
  let digit: number | null = null;
  let lastPlace = Infinity;
  for (const sign of signs) {
    const place = PLACES[sign];
    if (place === undefined) {
      const value = VALUES[sign];
      if (value === undefined || (digit !== null && digit !== 0)) return null;
      digit = value;
    } else if (place === 10_000) {
      total = (total + below + (digit ?? 0)) * place;
      below = 0;
      digit = null;
      lastPlace = Infinity;
    } else {
      if (place >= lastPlace || (digit === null && place !== 10)) return null;
      below += (digit ?? 1) * place;
      digit = null;
      lastPlace = place;
    }
  }
  return total + below + (digit ?? 0);
}
