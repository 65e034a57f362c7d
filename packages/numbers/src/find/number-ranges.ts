/** Words by which an owner says that a number stands for several lines. */
export const rangeWords =
  /多线|中继|连号|连续|两[个部条]|[二三四五六七八九十\d]{1,2}(?:部|条|路|线|个号)|号段|号码段|hunting|lines/iu;

const longestRange = 30;

/** All numbers from a number to the one that ends in `last` (`…061` and `5`), or null when that is no range. */
export function expandRange(number: string, last: string): string[] | null {
  const stem = number.slice(0, number.length - last.length);
  const from = Number(number.slice(number.length - last.length));
  const to = Number(last);
  if (last.length >= number.length - 3 || to <= from || to - from > longestRange) return null;
  const numbers: string[] = [];
  for (let value = from; value <= to; value += 1)
    numbers.push(stem + String(value).padStart(last.length, '0'));
  return numbers;
}

/** The numbers between two whole ones that 至 or ~ joins (`…001~…003`), without the two; none when that is no range. */
export function numbersBetween(first: string, last: string): string[] {
  const from = Number(first.slice(1));
  const count = Number(last.slice(1)) - from;
  if (first.length !== last.length || !(count > 1) || count > longestRange) return [];
  return Array.from({ length: count - 1 }, (_, index) => `+${String(from + index + 1)}`);
}

/** The number and those that differ from it in their last digits (`…001/02/03`), or null. */
export function replaceTails(number: string, tails: readonly string[]): string[] | null {
  const numbers = [number];
  for (const tail of tails) {
    if (tail.length === 1 && Number(tail) <= Number(number.slice(-1))) return null;
    numbers.push(number.slice(0, number.length - tail.length) + tail);
  }
  return numbers;
}
