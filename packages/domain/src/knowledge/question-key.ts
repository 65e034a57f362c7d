/**
 * What two ways of writing the same question have in common: width, case, blanks and punctuation do not count. Empty for a
 * text without letters and figures.
 */
export function questionKey(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
