/** The rules of owners as data; the city's administrator changes them. */
export interface OwnerPolicy {
  /** Whether owners are asked at all: nobody is reminded, and no ticket opens, until the city begins. */
  readonly asking: boolean;
  /** Calendar days for which a confirmation holds. */
  readonly validDays: number;
  /** Calendar days to answer when a line is first asked about. */
  readonly firstDays: number;
  /** A reminder goes out so many calendar days before the last day, and another so many after it. */
  readonly remindBeforeDays: number;
  readonly remindAfterDays: number;
  /** A ticket opens once an owner has been silent for more working days after the last day; null: never. */
  readonly silenceWorkingDays: number | null;
  /** A change is to be reported within so many working days. */
  readonly reportWithinWorkingDays: number;
  /** Days for which a personal link opens a keeper's page. */
  readonly linkDays: number;
}

export const defaultOwnerPolicy: OwnerPolicy = {
  asking: false,
  validDays: 90,
  firstDays: 14,
  remindBeforeDays: 7,
  remindAfterDays: 1,
  silenceWorkingDays: 10,
  reportWithinWorkingDays: 5,
  linkDays: 30,
};
