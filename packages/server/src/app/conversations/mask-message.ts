import { maskPersonalData } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { readNumbers } from '../lines/read-numbers.ts';

/** What may be kept of a message, and the numbers of lines of the city that stand in it. */
export interface MaskedMessage {
  readonly text: string;
  /** How many personal numbers were made stars. */
  readonly masked: number;
}

/** Makes stars of the personal numbers in a text; numbers of active lines of the city stay. */
export async function maskMessage(
  context: Pick<AppContext, 'store'>,
  written: string,
): Promise<MaskedMessage> {
  const text = written.trim();
  const first = maskPersonalData(text);
  const telephones = first.found
    .filter(({ kind }) => kind === 'telephone')
    .map(({ from, to }) => text.slice(from, to));
  if (telephones.length === 0) return { text: first.text, masked: first.found.length };
  const { found } = await readNumbers(context, telephones);
  const published = found.flatMap(({ text: one, line }) => (line?.state === 'active' ? [one] : []));
  const masked = maskPersonalData(text, published);
  return { text: masked.text, masked: masked.found.length };
}
