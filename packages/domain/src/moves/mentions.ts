/** Somebody whom a comment can mention. */
export interface Mentionable {
  readonly id: string;
  /** What they sign in with. */
  readonly name: string;
  readonly displayName: string;
}

/**
 * Whom a text mentions by `@` and their name, or what they sign in with; of names that begin alike the
 * longest counts. A name that two people have mentions both.
 */
export function mentionedIn<P extends Mentionable>(text: string, people: readonly P[]): P[] {
  const names = people
    .flatMap((person) =>
      [person.displayName, person.name].map((name) => ({ person, name: name.toLowerCase() })),
    )
    .filter(({ name }) => name !== '');
  const written = text.toLowerCase();
  const found = new Set<P>();
  for (const match of written.matchAll(/[@＠]/gu)) {
    const rest = written.slice(match.index + 1);
    const fitting = names.filter(({ name }) => rest.startsWith(name) && endsAt(rest, name));
    const longest = Math.max(0, ...fitting.map(({ name }) => name.length));
    for (const { person, name } of fitting) if (name.length === longest) found.add(person);
  }
  return [...found];
}

/** A name in letters ends where a word ends; `@wang` is not the beginning of `@wangfang`. */
function endsAt(rest: string, name: string): boolean {
  return !/[a-z0-9]$/.test(name) || !/^[a-z0-9_.-]*[a-z0-9_]/.test(rest.slice(name.length));
}
