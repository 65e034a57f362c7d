/** What a person is shown of a certificate, and for how long it holds. */
export interface CertificateFacts {
  /** Whom it is for, as `CN=sbc.city.example, O=City` writes it. */
  readonly subject: string;
  /** Who gave it. */
  readonly issuer: string;
  readonly validFromMs: number;
  readonly validToMs: number;
}

/** How it stands with a certificate. */
export const certificateStandings = [
  'not_yet_valid',
  'in_force',
  'expires_soon',
  'expired',
] as const;
export type CertificateStanding = (typeof certificateStandings)[number];

const dayMs = 86_400_000;
/** Carriers take weeks to sign a certificate. */
const longestNoticeMs = 30 * dayMs;

/**
 * How it stands with a certificate at a moment. It expires soon in its last 30 days, or in the last third of its time
 * where it is shorter-lived, so that one of a week is not complained of from its first day.
 */
export function certificateStanding(
  { validFromMs, validToMs }: Pick<CertificateFacts, 'validFromMs' | 'validToMs'>,
  nowMs: number,
): CertificateStanding {
  if (nowMs >= validToMs) return 'expired';
  if (nowMs < validFromMs) return 'not_yet_valid';
  const noticeMs = Math.min(longestNoticeMs, (validToMs - validFromMs) / 3);
  return validToMs - nowMs <= noticeMs ? 'expires_soon' : 'in_force';
}

/** How many whole days a certificate holds yet; 0 in its last day and afterwards. */
export function daysLeft(
  { validToMs }: Pick<CertificateFacts, 'validToMs'>,
  nowMs: number,
): number {
  return Math.max(0, Math.floor((validToMs - nowMs) / dayMs));
}

/** The last days of a certificate, before each of which people are told of it anew. */
const noticeDays = [1, 3, 7, 14] as const;

/**
 * How far a certificate has come toward its end, as far as people must hear of it: a word that changes when they are to
 * be told again, null while nothing need be said.
 */
export function expiryNotice(
  certificate: Pick<CertificateFacts, 'validFromMs' | 'validToMs'>,
  nowMs: number,
): string | null {
  const standing = certificateStanding(certificate, nowMs);
  if (standing === 'expired') return 'expired';
  if (standing !== 'expires_soon') return null;
  const left = daysLeft(certificate, nowMs);
  return `${noticeDays.find((days) => left < days) ?? 'soon'}`;
}
