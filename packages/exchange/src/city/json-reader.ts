/** A value in a JSON file with the place where it stands (`$.lines[17].hours`). */
export interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** What is wrong in a city file, where, and what was expected there. */
export class CityFileError extends Error {
  readonly code = 'city_file_invalid';
  readonly path: string;
  constructor(path: string, problem: string) {
    super(`city file, at ${path}: ${problem}`);
    this.name = 'CityFileError';
    this.path = path;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Refuses what stands at a place. */
export function refuse({ path, value }: Place, expected: string): never {
  throw new CityFileError(path, `expected ${expected}, found ${shown(value)}`);
}

/** The field of an object; missing fields have the value undefined and their own path. */
export function field(place: Place, name: string): Place {
  const { value, path } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(place, 'an object');
  }
  return { value: (value as Record<string, unknown>)[name], path: `${path}.${name}` };
}

export function text(place: Place): string {
  return typeof place.value === 'string' ? place.value : refuse(place, 'a text');
}

export function textOrNull(place: Place): string | null {
  return place.value === null ? null : text(place);
}

export function finite(place: Place, least = -Infinity, most = Infinity): number {
  const { value } = place;
  if (typeof value === 'number' && value >= least && value <= most && Number.isFinite(value)) {
    return value;
  }
  const bounds = least === -Infinity ? '' : ` from ${String(least)} to ${String(most)}`;
  return refuse(place, `a number${bounds}`);
}

export function truthValue(place: Place): boolean {
  return typeof place.value === 'boolean' ? place.value : refuse(place, 'true or false');
}

export function oneOf<T extends string | number>(place: Place, words: readonly T[]): T {
  return words.find((word) => word === place.value) ?? refuse(place, `one of ${words.join(', ')}`);
}

export function list<T>(place: Place, read: (item: Place) => T): T[] {
  const { value, path } = place;
  if (!Array.isArray(value)) return refuse(place, 'a list');
  return value.map((item, at) => read({ value: item as unknown, path: `${path}[${String(at)}]` }));
}

export function orNull<T>(place: Place, read: (place: Place) => T): T | null {
  return place.value === null ? null : read(place);
}
