import type { PlannedMenu, PlannedPlace, PlannedTarget, Step } from './call-plan.ts';
import { topPlace } from './menu.ts';

const idle = { kind: 'idle' } as const;
/** From a key to what it does. */
const reactionMs = 200;

/** The automaton behind a menu: says which steps come next when time has run out or a key was pressed. */
export class MenuAttendant {
  readonly #menu: PlannedMenu;
  #place: PlannedPlace | null;
  #tries = 0;

  constructor(menu: PlannedMenu) {
    this.#menu = menu;
    this.#place = menu.places[topPlace] ?? null;
  }

  /** Whether keys still do something. */
  get listens(): boolean {
    return this.#place !== null;
  }

  /** What comes when the steps so far are over: the prompt, the prompt again, or what follows silence. */
  next(): readonly Step[] {
    const place = this.#place;
    if (place === null) return [{ kind: 'hang_up' }];
    if (this.#tries >= place.tries) return this.#go(place.then);
    this.#tries += 1;
    return [...place.prompt, { kind: 'play', sound: idle, forMs: place.waitMs, fromMs: 0 }];
  }

  /** What a key leads to at once, in place of what was going on; null where it changes nothing. */
  key(key: string, isPrompting: boolean): readonly Step[] | null {
    const place = this.#place;
    if (place === null || (isPrompting && !place.bargeIn)) return null;
    const pause: Step = { kind: 'play', sound: idle, forMs: reactionMs, fromMs: 0 };
    const target = place.keys[key];
    if (target !== undefined) return [pause, ...this.#go(target)];
    return [pause, ...place.wrong, ...this.next()];
  }

  #go(target: PlannedTarget): readonly Step[] {
    if ('steps' in target) {
      this.#place = null;
      return target.steps;
    }
    this.#place = this.#menu.places[target.place] ?? null;
    this.#tries = 0;
    return this.next();
  }
}
