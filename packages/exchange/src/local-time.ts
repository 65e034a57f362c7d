/** A moment as the clock on the office's wall shows it. */
export interface LocalTime {
  /** Epoch time in ms. */
  readonly atMs: number;
  /** Days since 1970-01-01 in local time. */
  readonly dayNumber: number;
  readonly msOfDay: number;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
}

const dayMs = 86_400_000;

/** China Standard Time is UTC+8 without summer time. */
export const chinaOffsetMinutes = 480;

/** The local time of an epoch time. */
export function localTimeOf(atMs: number, offsetMinutes: number = chinaOffsetMinutes): LocalTime {
  const localMs = atMs + offsetMinutes * 60_000;
  const dayNumber = Math.floor(localMs / dayMs);
  // 1970-01-01 was a Thursday.
  const weekday = ((((dayNumber + 3) % 7) + 7) % 7) + 1;
  return { atMs, dayNumber, msOfDay: localMs - dayNumber * dayMs, weekday };
}
