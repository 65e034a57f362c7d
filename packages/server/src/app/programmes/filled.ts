import { AppFault } from '../faults.ts';

/** The text without blanks around it; throws `invalid_input` where nothing is left. */
export function filled(text: string, place: string): string {
  const trimmed = text.trim();
  if (trimmed !== '') return trimmed;
  const detail = { zh: '不能只有空格', en: 'it cannot be blank' };
  throw new AppFault('invalid_input', { detail }, place);
}
