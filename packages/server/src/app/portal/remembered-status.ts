import type { AppContext } from '../context.ts';
import { readPortalStatus, type PortalStatus } from './read-portal-status.ts';
import { requireOpenPortal } from './require-open-portal.ts';

/** How old a status may be: it is made of every line of the city, and anybody may ask for it. */
const mostAgeMs = 60_000;
const mostKept = 50;

/** A status with when what is in trouble changed last, as far as this process has seen it. */
export interface FollowedStatus extends PortalStatus {
  readonly changedAtMs: number;
}

interface Kept {
  readonly atMs: number;
  readonly status: Promise<FollowedStatus>;
}

/** The status of the city and of offices, made at most once a minute each, whoever asks meanwhile. */
export class RememberedStatus {
  readonly #kept = new Map<string, Kept>();

  /** See `readPortalStatus`; a portal that has been closed shows nothing that is remembered. */
  async read(context: AppContext, officeId: string | null): Promise<FollowedStatus> {
    await requireOpenPortal(context);
    const key = officeId ?? '';
    const known = this.#kept.get(key);
    const atMs = context.clock.nowMs();
    if (known !== undefined && atMs - known.atMs < mostAgeMs) return known.status;
    const kept = { atMs, status: followed(context, officeId, known?.status) };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    try {
      const status = await kept.status;
      // Only now: an office that there is not takes no place of one that there is.
      const [oldest] = this.#kept.keys();
      if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
      return status;
    } catch (cause) {
      // Who asks next tries again.
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
      throw cause;
    }
  }
}

async function followed(
  context: AppContext,
  officeId: string | null,
  before: Promise<FollowedStatus> | undefined,
): Promise<FollowedStatus> {
  const status = await readPortalStatus(context, officeId);
  const last = await before?.catch(() => undefined);
  const newest = Math.max(...status.troubled.map(({ decidedAtMs }) => decidedAtMs));
  if (last === undefined) {
    return { ...status, changedAtMs: Number.isFinite(newest) ? newest : status.atMs };
  }
  const isSame = sameTrouble(last) === sameTrouble(status);
  return { ...status, changedAtMs: isSame ? last.changedAtMs : status.atMs };
}

function sameTrouble({ troubled }: PortalStatus): string {
  return troubled.map(({ troubleId, decidedAtMs }) => `${troubleId} ${decidedAtMs}`).join();
}
