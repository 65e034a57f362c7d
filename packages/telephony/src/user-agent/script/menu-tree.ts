import type { CallScript, ScriptStep } from './call-script.ts';

/** What was heard at one place of a menu. */
export interface MenuPrompt {
  readonly lengthMs: number;
  /** Mean levels of successive tenths of a second, dBm0: the shape by which a recording is known again. */
  readonly levelsDbm0: readonly number[];
  /** The recording's identity in a library of prints; null where it has none. */
  readonly print: string | null;
}

/** A place of a menu, reached by pressing the keys of its path one after the other. */
export interface MenuNode {
  readonly path: string;
  /** Null: nothing was heard there, or the call ended. */
  readonly prompt: MenuPrompt | null;
  readonly children: readonly MenuNode[];
}

export interface MenuLimits {
  /** Keys in a row. */
  readonly depth: number;
  /** Calls in all; each reaches one place. */
  readonly calls: number;
  /** The keys that are tried at each place. */
  readonly keys: string;
}

const LEAST_ALIKE = 0.85;
const LENGTHS_ALIKE = 0.12;
const FLOOR_DBM0 = -60;
/** The same recording may be heard from a little later on. */
const MOST_SHIFT = 5;

/** Plans a walk through a menu: one call a place, breadth first, within a bound of calls. */
export class MenuWalk {
  readonly #limits: MenuLimits;
  readonly #heard = new Map<string, MenuPrompt | null>();
  readonly #waiting: string[] = [''];
  #planned = 0;

  constructor(limits: MenuLimits) {
    this.#limits = limits;
  }

  /** The place for the next call, or null when the walk is over (or waits for what calls under way hear). */
  nextPath(): string | null {
    if (this.#planned >= this.#limits.calls) return null;
    const path = this.#waiting.shift();
    if (path === undefined) return null;
    this.#planned += 1;
    return path;
  }

  /**
   * What a call heard at its place. Where that is the recording of the place above (the key was refused), of another
   * place, or nothing, nobody goes further.
   */
  heard(path: string, prompt: MenuPrompt | null): void {
    const isKnown =
      prompt !== null &&
      [...this.#heard.values()].some((known) => known !== null && isSamePrompt(known, prompt));
    this.#heard.set(path, prompt);
    if (prompt === null || isKnown || path.length >= this.#limits.depth) return;
    for (const key of this.#limits.keys) this.#waiting.push(path + key);
  }

  /** The tree as far as it has been walked. */
  tree(): MenuNode {
    return this.#node('');
  }

  #node(path: string): MenuNode {
    const children = [...this.#heard.keys()]
      .filter((other) => other.length === path.length + 1 && other.startsWith(path))
      .toSorted();
    return {
      path,
      prompt: this.#heard.get(path) ?? null,
      children: children.map((child) => this.#node(child)),
    };
  }
}

/** The script of the call that reaches a place and listens there. */
export function scriptFor(path: string): CallScript {
  const listen: ScriptStep = {
    do: 'listen',
    until: 'pause',
    pauseMs: 1500,
    atMostMs: 25_000,
    mark: null,
  };
  const pressed = [...path].flatMap((keys): ScriptStep[] => [listen, { do: 'press', keys }]);
  return { name: path === '' ? 'menu' : `menu ${path}`, steps: [...pressed, listen] };
}

/** Whether two were the same recording: by their prints, else by length and the shape of their levels. */
export function isSamePrompt(a: MenuPrompt, b: MenuPrompt): boolean {
  if (a.print !== null && b.print !== null) return a.print === b.print;
  const longer = Math.max(a.lengthMs, b.lengthMs);
  if (Math.abs(a.lengthMs - b.lengthMs) > LENGTHS_ALIKE * longer) return false;
  for (let shift = -MOST_SHIFT; shift <= MOST_SHIFT; shift += 1) {
    if (correlation(a.levelsDbm0, b.levelsDbm0, shift) >= LEAST_ALIKE) return true;
  }
  return false;
}

function correlation(a: readonly number[], b: readonly number[], shift: number): number {
  const pairs: (readonly [number, number])[] = [];
  for (const [n, level] of a.entries()) {
    const other = b[n + shift];
    if (other !== undefined) pairs.push([Math.max(FLOOR_DBM0, level), Math.max(FLOOR_DBM0, other)]);
  }
  if (pairs.length < 5) return 0;
  const meanOf = (which: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[which], 0) / pairs.length;
  const [meanA, meanB] = [meanOf(0), meanOf(1)];
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (const [left, right] of pairs) {
    product += (left - meanA) * (right - meanB);
    squaresA += (left - meanA) ** 2;
    squaresB += (right - meanB) ** 2;
  }
  // Levels without shape are alike only in being flat.
  if (squaresA === 0 || squaresB === 0) return squaresA === squaresB ? 1 : 0;
  return product / Math.sqrt(squaresA * squaresB);
}

/** How a menu differs from what it was. */
export interface MenuChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

/** What changed between two walks, in order of the paths. */
export function compareMenus(before: MenuNode, after: MenuNode): MenuChange[] {
  const old = placesOf(before);
  const now = placesOf(after);
  const changes: MenuChange[] = [];
  for (const path of [...new Set([...old.keys(), ...now.keys()])].toSorted()) {
    const was = old.get(path) ?? null;
    const is = now.get(path) ?? null;
    if (was === null && is !== null) changes.push({ path, kind: 'added' });
    else if (was !== null && is === null) changes.push({ path, kind: 'removed' });
    else if (was !== null && is !== null && !isSamePrompt(was, is))
      changes.push({ path, kind: 'changed' });
  }
  return changes;
}

function placesOf(node: MenuNode): Map<string, MenuPrompt | null> {
  return new Map([
    [node.path, node.prompt] as const,
    ...node.children.flatMap((child) => [...placesOf(child)]),
  ]);
}

/** The tree as text, one place a line: the key, how long the prompt is, and its print where it has one. */
export function renderMenu(node: MenuNode): string {
  const lines: string[] = [];
  const add = (one: MenuNode, indent: string, branch: string): void => {
    const { prompt, path } = one;
    const key = path === '' ? '☎' : (path.at(-1) ?? '');
    const print = prompt?.print == null ? '' : ` ${prompt.print}`;
    const heard = prompt === null ? '–' : `${(prompt.lengthMs / 1000).toFixed(1)} s${print}`;
    lines.push(`${branch}${key} ${heard}`);
    for (const [n, child] of one.children.entries()) {
      const isLast = n === one.children.length - 1;
      add(child, indent + (isLast ? '   ' : '│  '), `${indent}${isLast ? '└─ ' : '├─ '}`);
    }
  };
  add(node, '', '');
  return lines.join('\n');
}
