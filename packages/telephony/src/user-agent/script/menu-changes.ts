import type { MenuPlaceHeard } from './menu-walk.ts';
import { holdsPrompt } from './same-prompt.ts';

/**
 * How a menu differs from what it was, by path. `moved`: what stood at `from` stands at another key now; `changed`: the
 * key leads on, but to another prompt or another end.
 */
export interface MenuChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'moved' | 'changed';
  readonly from: string | null;
}

/** What changed between two walks, in order of the paths; places that were not heard out say nothing. */
export function compareMenus(
  before: readonly MenuPlaceHeard[],
  after: readonly MenuPlaceHeard[],
): MenuChange[] {
  const old = placesByPath(before);
  const now = placesByPath(after);
  const known = (place: MenuPlaceHeard | undefined): place is MenuPlaceHeard =>
    place !== undefined && place.kind !== 'unheard';
  const removed: MenuPlaceHeard[] = [];
  const added: MenuPlaceHeard[] = [];
  const changes: MenuChange[] = [];
  for (const path of [...new Set([...old.keys(), ...now.keys()])].toSorted()) {
    const was = old.get(path);
    const is = now.get(path);
    if (known(was) && known(is)) {
      if (isSamePlace(was, is, before, after)) continue;
      // A refused key is no place: one that was refused and is not, or the other way round.
      if (was.kind === 'same' && is.kind !== 'same') added.push(is);
      else if (was.kind !== 'same' && is.kind === 'same') removed.push(was);
      else {
        removed.push(was);
        added.push(is);
      }
    } else if (known(was) && is === undefined && was.kind !== 'same') {
      if (!isBelowUnheard(path, now)) removed.push(was);
    } else if (known(is) && was === undefined && is.kind !== 'same') {
      if (!isBelowUnheard(path, old)) added.push(is);
    }
  }
  for (const place of added) {
    const at = removed.findIndex(
      (one) => one.path !== place.path && isSamePlace(one, place, before, after),
    );
    const [moved] = at < 0 ? [] : removed.splice(at, 1);
    if (moved !== undefined) changes.push({ path: place.path, kind: 'moved', from: moved.path });
    else {
      const same = removed.findIndex(({ path }) => path === place.path);
      if (same >= 0) removed.splice(same, 1);
      changes.push({ path: place.path, kind: same >= 0 ? 'changed' : 'added', from: null });
    }
  }
  for (const { path } of removed) changes.push({ path, kind: 'removed', from: null });
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Whether what leads to a path was not heard out, so that nobody has gone there. */
function isBelowUnheard(path: string, places: ReadonlyMap<string, MenuPlaceHeard>): boolean {
  return [...path].some((_, n) => places.get(path.slice(0, n))?.kind === 'unheard');
}

function isSamePlace(
  was: MenuPlaceHeard,
  is: MenuPlaceHeard,
  before: readonly MenuPlaceHeard[],
  after: readonly MenuPlaceHeard[],
): boolean {
  const [old, now] = [originOf(was, before), originOf(is, after)];
  if (old.kind !== now.kind) return false;
  const [a, b] = [old.prompt?.print ?? null, now.prompt?.print ?? null];
  if (a === null || b === null) return a === b;
  // Nobody greets twice alike: a person is a person.
  return old.kind === 'person' || holdsPrompt(b, a) || holdsPrompt(a, b);
}

/** The place that a `same` place is. */
function originOf(place: MenuPlaceHeard, places: readonly MenuPlaceHeard[]): MenuPlaceHeard {
  if (place.kind !== 'same') return place;
  return places.find(({ path }) => path === place.sameAs) ?? place;
}

function placesByPath(places: readonly MenuPlaceHeard[]): Map<string, MenuPlaceHeard> {
  return new Map(places.map((place) => [place.path, place]));
}
