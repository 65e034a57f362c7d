import type { MenuLimits, MenuPlaceHeard } from '@everyline/telephony';

/** A walk through the menu of a line, with the places that it has reached; the calls are named by their probes. */
export interface StoredMenuWalk {
  readonly id: string;
  readonly lineId: string;
  readonly limits: MenuLimits;
  readonly places: readonly MenuPlaceHeard[];
  readonly calls: number;
  readonly startedAtMs: number;
  readonly changedAtMs: number;
  /** Null while it goes on. */
  readonly finishedAtMs: number | null;
}

export interface MenuStore {
  /** The walk of a line that goes on. */
  open(lineId: string): Promise<StoredMenuWalk | null>;
  /** A walk of whichever line. */
  byId(id: string): Promise<StoredMenuWalk | null>;
  /** The walks of a line, newest first. */
  ofLine(lineId: string, limit: number): Promise<StoredMenuWalk[]>;
  /** The last two finished walks and the one that goes on, of each of these lines; newest first. */
  newestOf(lineIds: readonly string[]): Promise<StoredMenuWalk[]>;
  /** Adds a walk, or puts what is known of it now in its place. */
  put(walk: StoredMenuWalk): Promise<void>;
}
