import type { AppContext } from '../context.ts';
import { readPortalStatus, type PortalStatus } from './read-portal-status.ts';
import { requireOpenPortal } from './require-open-portal.ts';

/** How old a status may be: it is made of every line of the city, and anybody may ask for it. */
const mostAgeMs = 60_000;
const mostKept = 50;

/** The status of the city and of offices, made at most once a minute each. */
export class RememberedStatus {
  readonly #kept = new Map<string, { readonly atMs: number; readonly status: PortalStatus }>();

  /** See `readPortalStatus`; a portal that has been closed shows nothing that is remembered. */
  async read(context: AppContext, officeId: string | null): Promise<PortalStatus> {
    await requireOpenPortal(context);
    const key = officeId ?? '';
    const known = this.#kept.get(key);
    const nowMs = context.clock.nowMs();
    if (known !== undefined && nowMs - known.atMs < mostAgeMs) return known.status;
    const status = await readPortalStatus(context, officeId);
    this.#kept.delete(key);
    this.#kept.set(key, { atMs: nowMs, status });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return status;
  }
}
