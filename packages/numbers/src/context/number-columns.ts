import { looksLikeUnit } from './names.ts';

/** Short words in every cell of a first row: with columns of numbers below it, they name the columns. */
export function namesColumns(texts: readonly string[]): boolean {
  return texts.length > 1 && texts.every((text) => /^[^\d:]{2,16}$/u.test(text));
}

/** Tells whether a column of nothing but digits under this name can hold telephone numbers. */
export function mayHeadNumbers(name: string, announced: () => boolean): boolean {
  if (name === '') return true;
  if (/[量率数额分价期证]|[编代条邮]码|号$|面积|人口|成绩|[总合小]计/u.test(name)) return false;
  return looksLikeUnit(name) || announced();
}
