/** What sort of number it is in the numbering plan. */
export const numberTypes = [
  'geographic',
  'mobile',
  'short_code',
  'toll_free',
  'extension',
] as const;
export type NumberType = (typeof numberTypes)[number];

/** A number in its one canonical form. */
export interface TelephoneNumber {
  /** E.164 with plus sign (`+862861881111`), or the bare digits of a short code (`12345`). */
  readonly dialled: string;
  /** Calling area of a short code, with its zero (`028`); null for an E.164 number. */
  readonly areaCode: string | null;
  /** Extension behind the dialled number; it is not dialled by a probe and does not split the ledger. */
  readonly extension: string | null;
}

/**
 * The key under which all calls to a number are counted: the dialled number without its extension,
 * a short code with its calling area (`12345@028`).
 */
export function ledgerKey(number: Pick<TelephoneNumber, 'dialled' | 'areaCode'>): string {
  return number.dialled.startsWith('+')
    ? number.dialled
    : `${number.dialled}@${number.areaCode ?? ''}`;
}

/** Identity of a number: ledger key and extension (`+862861881111;8012`). Lines have one each. */
export function numberKey(number: TelephoneNumber): string {
  const key = ledgerKey(number);
  return number.extension === null ? key : `${key};${number.extension}`;
}
