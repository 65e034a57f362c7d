import { isMobile, maskPersonalData } from './mask-personal-data.ts';

/**
 * A telephone number with what tells its owner hidden: the first three and the last two digits stay of
 * a long one (`138******00`), of a short one the last two.
 */
export function maskTelephone(text: string): string {
  const digits = [...text].filter(isDigit).length;
  const shownBefore = digits >= 8 ? 3 : 0;
  let at = 0;
  return [...text]
    .map((character) => {
      if (!isDigit(character)) return character;
      at += 1;
      return at <= shownBefore || at > digits - 2 ? character : '*';
    })
    .join('');
}

/** A person's name with all but its first character hidden: `王*`. */
export function maskName(name: string): string {
  const [first, ...rest] = [...name.trim()];
  return first === undefined
    ? ''
    : `${first}${rest.length === 0 ? '' : '*'.repeat(Math.min(2, rest.length))}`;
}

/**
 * A text that people wrote with what tells a person in it hidden: mobiles, identity cards, bank cards and e-mail, but for
 * digits to compare by. Numbers that offices publish stay: they are what the text is about.
 */
export function maskPersons(text: string): string {
  const plain = text.replace(/[０-９]/gu, (digit) => digit.normalize('NFKC'));
  let masked = '';
  let at = 0;
  for (const { kind, from, to } of maskPersonalData(plain).found) {
    const found = plain.slice(from, to);
    if (kind === 'telephone' && !isMobile(found)) continue;
    masked += plain.slice(at, from) + (kind === 'email' ? '*'.repeat(to - from) : hidden(found));
    at = to;
  }
  return masked + plain.slice(at);
}

/** A number of a person, the X of an identity card among its digits. */
function hidden(found: string): string {
  return /x$/iu.test(found)
    ? `${maskTelephone(`${found.slice(0, -1)}0`).slice(0, -1)}${found.slice(-1)}`
    : maskTelephone(found);
}

function isDigit(character: string): boolean {
  return /\p{Nd}/u.test(character);
}
