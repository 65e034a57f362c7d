import type { FieldKind } from '../context/columns.ts';
import type { Listing } from '../listing.ts';

/** `电话 4668290 | 分机 8012` is one line: the number alone is not published when its extension stands beside it. */
export function joinExtensionColumn(
  listings: Listing[],
  kinds: readonly FieldKind[],
  texts: readonly string[],
): void {
  const column = kinds.indexOf('extension');
  if (column < 0 || !/\d/u.test(texts[column] ?? '')) return;
  const alone = listings.filter((one) => one.extension === null && one.numberType === 'geographic');
  const [number] = alone;
  if (alone.length !== 1 || number === undefined) return;
  if (!listings.some((one) => one.extension !== null && one.number === number.number)) return;
  listings.splice(listings.indexOf(number), 1);
}
