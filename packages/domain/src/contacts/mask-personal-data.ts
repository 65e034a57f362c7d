/** What was masked, by kind. */
export type PersonalKind = 'identity_number' | 'telephone' | 'bank_card' | 'email';

export interface Masked {
  /** The text with each of them as stars, so that its length and the rest stay. */
  readonly text: string;
  readonly found: readonly {
    readonly kind: PersonalKind;
    readonly from: number;
    readonly to: number;
  }[];
}

/** Digits as people write them, perhaps in groups; no part of a longer number. */
const SPACED = String.raw`(?<![\d０-９])`;
const DIGIT = '[0-9０-９]';
const BREAK = String.raw`[\s\-－—·]`;
const GAP = `${BREAK}?`;

const FORMS: readonly {
  readonly kind: PersonalKind;
  readonly form: RegExp;
  readonly holds: (plain: string) => boolean;
}[] = [
  {
    kind: 'email',
    form: /[a-z\d._%+-]{1,64}[@＠][\p{L}\d-]{1,63}(?:[.．][\p{L}\d-]{1,63})*[.．][a-z]{2,}/giu,
    holds: () => true,
  },
  {
    kind: 'identity_number',
    form: new RegExp(`${SPACED}${DIGIT}(?:${GAP}${DIGIT}){16}${GAP}[0-9０-９xXｘＸ]`, 'gu'),
    holds: isIdentityNumber18,
  },
  {
    kind: 'bank_card',
    // Whole or in groups of four: two telephones behind each other are no card.
    form: new RegExp(
      `${SPACED}(?:${DIGIT}{13,19}|${DIGIT}{4}(?:${BREAK}${DIGIT}{4}){2}(?:${BREAK}${DIGIT}{1,4}){1,2})(?![0-9０-９])`,
      'gu',
    ),
    holds: (plain) => /^\d{13,19}$/.test(plain) && passesLuhn(plain),
  },
  {
    kind: 'identity_number',
    form: new RegExp(`${SPACED}${DIGIT}(?:${GAP}${DIGIT}){14}(?![0-9０-９])`, 'gu'),
    holds: (plain) => /^\d{15}$/.test(plain) && isIdentityNumber15(plain),
  },
  {
    kind: 'telephone',
    form: new RegExp(
      String.raw`(?<![\d０-９])(?:(?:[+＋]|00|００)?(?:86|８６)${GAP})?(?:[1１]${GAP}[3-9３-９](?:${GAP}${DIGIT}){9}|[0０]${DIGIT}{2,3}${GAP}${DIGIT}{7,8}|[2-8２-８]${DIGIT}{6,7})(?![\d０-９])`,
      'gu',
    ),
    holds: () => true,
  },
];

/** Words after which a number is a sum, a year or the like, and no telephone. */
const COUNTED = /^\s*(?:元|块|万|亿|人|吨|度|平方|米|公里|年|次|件|户|%|％)/u;

/**
 * Masks identity numbers (of 18 digits and of 15, by their birthday), telephones, bank cards (by Luhn's check) and e-mail.
 * `published` are numbers of offices, in any writing, which stay; short codes (12345, 95598, 110) are none of these kinds.
 */
export function maskPersonalData(text: string, published: Iterable<string> = []): Masked {
  const known = new Set<string>();
  for (const number of published) for (const form of formsOf(plainDigits(number))) known.add(form);
  const found: { kind: PersonalKind; from: number; to: number }[] = [];
  for (const { kind, form, holds } of FORMS) {
    for (const match of text.matchAll(form)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((one) => from < one.to && one.from < to)) continue;
      const plain = plainDigits(match[0]);
      if (!holds(plain)) continue;
      if (kind === 'telephone') {
        if (formsOf(plain).some((one) => known.has(one))) continue;
        if (plain.length <= 8 && COUNTED.test(text.slice(to))) continue;
      }
      found.push({ kind, from, to });
    }
  }
  found.sort((a, b) => a.from - b.from);
  let masked = '';
  let at = 0;
  for (const { from, to } of found) {
    masked += text.slice(at, from) + '*'.repeat(to - from);
    at = to;
  }
  return { text: masked + text.slice(at), found };
}

function plainDigits(written: string): string {
  return written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\dX+]/gu, '');
}

/** Whether what was found is a mobile, which is a person's; other telephones may be an office's. */
export function isMobile(written: string): boolean {
  return /^1[3-9]\d{9}$/.test(formsOf(plainDigits(written))[0] ?? '');
}

/** A number with and without its country and area code, as far as it has them. */
function formsOf(plain: string): string[] {
  const national = plain.replace(/^(?:\+|00)?86(?=[01]\d{9,})/u, '').replace(/^\+/u, '');
  const area = /^0(?:10|2\d|[3-9]\d{2})(?=\d{7,8}$)/u.exec(national)?.[0];
  return area === undefined ? [national] : [national, national.slice(area.length)];
}

/** GB 11643; a check digit that somebody mistyped hides nobody less. */
function isIdentityNumber18(plain: string): boolean {
  return /^[1-8]\d{16}[\dX]$/.test(plain) && isBirthday(plain.slice(6, 14));
}

function isIdentityNumber15(plain: string): boolean {
  return /^[1-8]/.test(plain) && isBirthday(`19${plain.slice(6, 12)}`);
}

function isBirthday(day: string): boolean {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6)].map(Number);
  return year! >= 1900 && year! < 2100 && month! >= 1 && month! <= 12 && date! >= 1 && date! <= 31;
}

/** The check of ISO/IEC 7812. */
function passesLuhn(plain: string): boolean {
  let sum = 0;
  for (let n = 0; n < plain.length; n += 1) {
    const digit = Number(plain[plain.length - 1 - n]);
    const doubled = n % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
