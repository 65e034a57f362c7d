/**
 * The usual day of an office: calls of the hours from 0 to 23 as multiples of one another. Test calls
 * alone, a few an hour, cannot tell it.
 */
export const usualDay = [
  0.1, 0.1, 0.1, 0.1, 0.1, 0.15, 0.3, 0.5, 0.8, 1.3, 1.4, 1.15, 0.6, 0.6, 1.05, 1.25, 1.1, 0.75,
  0.4, 0.3, 0.25, 0.2, 0.15, 0.1,
] as const;

/** Hours with at least the mean of the published hours' calls. */
const busyFrom = 1;

/** Calls of the hour around a minute of the day, as a multiple of the mean hour of an office. */
export function usualShare(minute: number): number {
  return usualDay[Math.floor(minute / 60)] ?? 0;
}

/** Whether callers are usually many at a minute of the day: 9 to 12 and 14 to 17 o'clock. */
export function isBusyHour(minute: number): boolean {
  return usualShare(minute) >= busyFrom;
}
