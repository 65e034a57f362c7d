/** A stretch of a recorded call that could be played to whoever labels the announcement. */
export interface SampleCandidate {
  readonly lengthMs: number;
  /** Share of packets that were lost or came too late, 0 to 1. */
  readonly lossShare: number;
}

/** More is heard as gaps. */
const cleanLossShare = 0.01;
/** What is longer adds nothing for the ear: announcements repeat themselves. */
const enoughMs = 20_000;

/** Whether a stretch is worth playing in place of the sample so far: cleaner first, then clearly longer. */
export function isBetterSample(candidate: SampleCandidate, held: SampleCandidate | null): boolean {
  if (held === null) return true;
  const clean = candidate.lossShare <= cleanLossShare;
  const heldClean = held.lossShare <= cleanLossShare;
  const lengthMs = Math.min(candidate.lengthMs, enoughMs);
  const heldMs = Math.min(held.lengthMs, enoughMs);
  if (clean !== heldClean) return clean ? lengthMs >= 0.8 * heldMs : lengthMs >= 2 * heldMs;
  return lengthMs >= 1.15 * heldMs;
}
