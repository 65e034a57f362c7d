/** Keys that lie on a cycle of `above`, not those that only hang on one. */
export function keysOnCycles(above: ReadonlyMap<string, string>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  for (const start of above.keys()) {
    const path: string[] = [];
    const places = new Map<string, number>();
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at) && !places.has(at)) {
      places.set(at, path.length);
      path.push(at);
      at = above.get(at);
    }
    const from = at === undefined ? undefined : places.get(at);
    if (from !== undefined) found.push(...path.slice(from));
    for (const one of path) done.add(one);
  }
  return found;
}
