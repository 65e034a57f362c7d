import type { Print } from '../../prints/print.ts';
import { slicePrint } from '../../prints/print.ts';
import { beepAfterSpeech } from '../../progress/answer-reading.ts';
import type { Heard } from '../../progress/heard.ts';
import { lengthWithin } from '../../progress/stretch.ts';
import type { ProbeEnd } from '../probe-end.ts';
import type { CallScript, ScriptStep } from './call-script.ts';
import { holdsPrompt } from './same-prompt.ts';

/** What a walk may do. */
export interface MenuLimits {
  /** Keys in a row. */
  readonly depth: number;
  /** Calls in all. */
  readonly calls: number;
  /** The keys that are tried at each place. */
  readonly keys: string;
}

/**
 * What stands at a place. `menu`: a prompt that was heard out; `hang_up`: the call ended there, after the prompt where
 * there is one; `same`: the prompt of another place, and so a loop or a refused key; `unheard`: not heard out (yet),
 * because it may have been a person or is not known for a recording.
 */
export const PLACE_KINDS = [
  'menu',
  'person',
  'queue',
  'voicemail',
  'hang_up',
  'silence',
  'same',
  'unheard',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Where a prompt was heard: the call, and the stretch of it in call time. */
export interface PromptHeard {
  readonly call: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly print: Print | null;
}

/** A place of a menu, reached by pressing the keys of its path one after the other. */
export interface MenuPlaceHeard {
  readonly path: string;
  readonly kind: PlaceKind;
  readonly prompt: PromptHeard | null;
  /** The path of the place that it is, where `kind` is `same`. */
  readonly sameAs: string | null;
  /** How many calls have gone there. */
  readonly calls: number;
}

/** What one call of a walk has heard; call times in ms. */
export interface WalkedCall {
  /** Names the call in what is kept. */
  readonly call: string;
  readonly endedBy: ProbeEnd;
  readonly stretches: readonly {
    readonly keys: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly heard: readonly Heard[];
    readonly print: Print | null;
  }[];
}

const SYLLABLE_MS = 150;
/** A pause this long ends a prompt; what comes after it is the prompt again, or somebody. */
const PAUSE_MS = 1500;
/** Between two rings of whoever is put through to, and before a menu speaks again. */
const LAST_PAUSE_MS = 6000;
const LISTEN_MS = 25_000;
const LAST_LISTEN_MS = 45_000;
/** Menus wait for keys for longer, and whoever has said good-bye for less. */
const KEYS_WAIT_MS = 2500;
/** A queue plays for so long. */
const QUEUE_MUSIC_MS = 3000;
/** A prompt is a few seconds a call longer, while nobody knows that it is one; after so many it is left. */
const MOST_CALLS = 8;
/** Whoever says something else each time is a person. */
const PERSON_CALLS = 3;

/** Walks through a menu: one call a time, breadth first, within its limits; all that it knows are its places. */
export class MenuWalk {
  readonly limits: MenuLimits;
  readonly #places: Map<string, MenuPlaceHeard>;
  #calls: number;

  /** A walk begins without places, or goes on with those that it had. */
  constructor(limits: MenuLimits, places: readonly MenuPlaceHeard[] = [], calls = 0) {
    this.limits = limits;
    this.#places = new Map(places.map((place) => [place.path, place]));
    this.#calls = calls;
  }

  /** How many calls it has made so far. */
  get calls(): number {
    return this.#calls;
  }

  /** All places so far, in order of their paths. */
  places(): readonly MenuPlaceHeard[] {
    return [...this.#places.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Where the next call is to go; null when the walk is over. */
  nextPath(): string | null {
    if (this.#calls >= this.limits.calls) return null;
    const open = ['', ...this.#below()].filter((path) => this.#isOpen(path));
    return open.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? null;
  }

  /** Takes what the call to a path has heard. */
  take(path: string, call: WalkedCall): void {
    this.#calls += 1;
    const last = call.stretches.at(-1);
    // Nobody answered: the call has taught nothing.
    if (last === undefined) return;
    // What stands on the way was not known for a recording any more, or has changed.
    const reached = last.keys;
    const before = this.#places.get(reached);
    const calls = (before?.calls ?? 0) + 1;
    if (reached !== path) {
      const place = before ?? { path: reached, kind: 'unheard', prompt: null, sameAs: null, calls };
      if (calls >= MOST_CALLS) this.#places.set(path, { ...place, path, kind: 'unheard', calls });
      else this.#places.set(reached, { ...place, calls });
      return;
    }
    const heard = promptOf(last, call.call);
    const kind = this.#kindOf(call, heard, calls, before ?? null);
    const sameAs = kind === 'menu' && heard !== null ? this.#sameAs(path, heard) : null;
    this.#places.set(path, {
      path,
      kind: sameAs === null ? kind : 'same',
      prompt: heard,
      sameAs,
      calls,
    });
  }

  *#below(): Generator<string> {
    for (const { path, kind } of this.#places.values()) {
      if (kind !== 'menu' || path.length >= this.limits.depth) continue;
      for (const key of this.limits.keys) yield path + key;
    }
  }

  #isOpen(path: string): boolean {
    const place = this.#places.get(path);
    return place === undefined || (place.kind === 'unheard' && place.calls < MOST_CALLS);
  }

  #kindOf(
    { endedBy, stretches }: WalkedCall,
    prompt: PromptHeard | null,
    calls: number,
    before: MenuPlaceHeard | null,
  ): PlaceKind {
    const last = stretches.at(-1);
    const heard = last?.heard ?? [];
    if (endedBy === 'person' || (endedBy === 'remote' && isPutThrough(heard))) {
      // Rung for or waited for, and then somebody spoke.
      if (isPutThrough(heard)) return 'person';
      const isGrowing =
        before?.prompt?.print != null &&
        prompt?.print != null &&
        holdsPrompt(prompt.print, slicePrint(before.prompt.print, 0, 4000));
      return calls >= PERSON_CALLS && !isGrowing ? 'person' : 'unheard';
    }
    if (beepAfterSpeech(heard)) return 'voicemail';
    const music = heard.filter(({ kind }) => kind === 'music');
    const musicMs = lengthWithin(music, -Infinity, Infinity);
    if (musicMs >= QUEUE_MUSIC_MS) return 'queue';
    if (endedBy === 'remote') return prompt !== null && waitsForKeys(last) ? 'menu' : 'hang_up';
    return prompt === null ? 'silence' : 'menu';
  }

  /** The place whose prompt this is. */
  #sameAs(path: string, { print }: PromptHeard): string | null {
    if (print === null) return null;
    for (const other of this.places()) {
      const known = other.prompt?.print ?? null;
      if (other.path === path || other.kind === 'same' || known === null) continue;
      if (other.kind !== 'unheard' && holdsPrompt(print, known)) return other.path;
    }
    return null;
  }
}

/** The script of the call that reaches a place and listens there. */
export function scriptFor(path: string): CallScript {
  const listen: ScriptStep = {
    do: 'listen',
    until: 'pause',
    pauseMs: PAUSE_MS,
    atMostMs: LISTEN_MS,
    mark: null,
  };
  const pressed = [...path].flatMap((keys): ScriptStep[] => [listen, { do: 'press', keys }]);
  const last = { ...listen, pauseMs: LAST_PAUSE_MS, atMostMs: LAST_LISTEN_MS };
  return { name: path === '' ? 'menu' : `menu ${path}`, steps: [...pressed, last] };
}

/** What was said first at a place, up to the first long pause; null where nothing was. */
function promptOf(stretch: WalkedCall['stretches'][number], call: string): PromptHeard | null {
  let fromMs: number | null = null;
  let toMs = 0;
  for (const one of stretch.heard) {
    if (one.kind !== 'speech' && one.kind !== 'music' && one.kind !== 'noise') {
      // A syllable may be heard as a key or a tone.
      if (fromMs !== null && one.toMs - one.fromMs > SYLLABLE_MS) break;
      continue;
    }
    if (fromMs !== null && one.fromMs - toMs >= PAUSE_MS) break;
    fromMs ??= one.fromMs;
    toMs = one.toMs;
  }
  if (fromMs === null || toMs - fromMs < 300) return null;
  const [first] = stretch.heard;
  const print =
    stretch.print === null || first === undefined
      ? null
      : slicePrint(stretch.print, fromMs - first.fromMs, toMs - first.fromMs);
  return { call, fromMs, toMs, print };
}

/** Whether there was a pause after something was said that only a menu makes: it waits for keys before it hangs up. */
function waitsForKeys(stretch: WalkedCall['stretches'][number] | undefined): boolean {
  const heard = stretch?.heard ?? [];
  if (heard.some(({ kind, toMs, fromMs }) => kind === 'tone' && toMs - fromMs > SYLLABLE_MS))
    return false;
  return heard.some(({ toMs }, n) => {
    const until = heard[n + 1]?.fromMs ?? stretch?.toMs ?? toMs;
    return until - toMs >= KEYS_WAIT_MS;
  });
}

/** Whether ringing (of which one second behind a sentence sounds like a beep) or a queue's music came before a voice. */
function isPutThrough(heard: readonly Heard[]): boolean {
  const waited = heard.findLastIndex(
    ({ kind, label, fromMs, toMs }) =>
      kind === 'beep' ||
      (kind === 'tone' && label === 'ringback') ||
      (kind === 'music' && toMs - fromMs >= QUEUE_MUSIC_MS),
  );
  return waited >= 0 && heard.some(({ kind }, n) => n > waited && kind === 'speech');
}
