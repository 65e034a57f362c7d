/** Where a key of a menu leads, or time that has run out. */
export type MenuTarget =
  /** Another place of the same menu, or the same again. */
  | { readonly to: 'place'; readonly place: string }
  /** Rings for about so long, then a person answers. */
  | { readonly to: 'person'; readonly ringMs: number }
  /** All seats are busy: a recording and music, until a person comes, where one does. */
  | { readonly to: 'queue'; readonly personAfterMs?: number }
  /** A greeting, a beep, and half a minute of recording. */
  | { readonly to: 'voicemail' }
  /** Recordings, then the end of the call. */
  | { readonly to: 'says'; readonly says: readonly string[] }
  /** Nothing but the noise of the line. */
  | { readonly to: 'silence' }
  | { readonly to: 'hang_up' };

/** One place of a menu: a prompt, and what its keys do. */
export interface MenuPlace {
  /** The texts of recordings that are played one after the other. */
  readonly says: readonly string[];
  /** By key, of 0–9, *, #. */
  readonly keys: Readonly<Record<string, MenuTarget>>;
  /** How long a key is waited for after the prompt; 4,500 ms unless given. */
  readonly waitMs?: number;
  /** How often the prompt is played, after silence or a wrong key, before `then`; 2 unless given. */
  readonly tries?: number;
  /** What happens then; the end of the call unless given. */
  readonly then?: MenuTarget;
  /** Whether a key is obeyed while the prompt still plays; yes unless given. */
  readonly bargeIn?: boolean;
}

/** The place at which a menu begins. */
export const topPlace = 'top';

/** Names of places to which a target leads and that are not there. */
export function missingPlaces(places: Readonly<Record<string, MenuPlace>>): readonly string[] {
  const named = Object.values(places).flatMap(({ keys, then }) => [
    ...Object.values(keys),
    ...(then === undefined ? [] : [then]),
  ]);
  const wanted = named.flatMap((target) => (target.to === 'place' ? [target.place] : []));
  return [...new Set([topPlace, ...wanted])].filter((name) => !Object.hasOwn(places, name));
}
