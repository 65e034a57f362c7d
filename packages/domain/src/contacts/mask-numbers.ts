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

/** Mobile numbers of China, also with +86 and with spaces or hyphens between the groups. */
const mobile = /(?<![\d+])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu;
/** Numbers of identity cards of China, with their check digit. */
const identity =
  /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/gu;

/**
 * A text that people wrote with the numbers of persons in it hidden: mobiles and identity cards.
 * Numbers that offices publish stay: they are what the text is about.
 */
export function maskPersons(text: string): string {
  return text
    .replace(/[０-９]/gu, (digit) => digit.normalize('NFKC'))
    .replace(
      identity,
      (found) => `${found.slice(0, 3)}${'*'.repeat(found.length - 5)}${found.slice(-2)}`,
    )
    .replace(mobile, maskTelephone);
}

function isDigit(character: string): boolean {
  return /\p{Nd}/u.test(character);
}
