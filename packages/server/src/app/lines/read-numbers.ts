import { numberKey, type Line, type NumberType, type TelephoneNumber } from '@everyline/domain';
import { readTypedNumbers } from '@everyline/numbers';

import type { AppContext } from '../context.ts';

/** The one telephone number in a text that a person typed; null when there is none or more than one. */
export function readNumber(text: string, areaCode: string): TelephoneNumber | null {
  const found = readTypedNumbers(text, { areaCode, country: 'CN' }).filter(
    (listing) => listing.status === 'active',
  );
  const [only] = found;
  if (found.length !== 1 || !only || only.number === null) return null;
  return {
    dialled: only.number,
    areaCode: only.number.startsWith('+') ? null : (only.areaCode ?? areaCode),
    extension: only.extension,
  };
}

/** Numbers as people type them, each with its line of the inventory, or null when it has none. */
export async function readNumbers(
  context: Pick<AppContext, 'store'>,
  texts: readonly string[],
): Promise<{
  found: { text: string; number: TelephoneNumber; line: Line | null }[];
  unread: string[];
}> {
  const areaCode = (await context.store.settings.city())?.areaCode ?? '';
  const read: { text: string; number: TelephoneNumber }[] = [];
  const unread: string[] = [];
  for (const text of texts) {
    const number = readNumber(text, areaCode);
    if (number) read.push({ text, number });
    else unread.push(text);
  }
  const lines = await context.store.lines.byNumberKeys(read.map(({ number }) => numberKey(number)));
  const found = read.map((one) => ({ ...one, line: lines.get(numberKey(one.number)) ?? null }));
  return { found, unread };
}

/** What sort of number it is, from its form. */
export function numberTypeOf(number: TelephoneNumber): NumberType {
  if (number.extension !== null) return 'extension';
  if (!number.dialled.startsWith('+')) return 'short_code';
  if (/^\+86[48]00/.test(number.dialled)) return 'toll_free';
  return /^\+861[3-9]/.test(number.dialled) ? 'mobile' : 'geographic';
}
