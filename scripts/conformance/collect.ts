import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformancePage } from './page.ts';
import { readTests } from './read-tests.ts';

/** Where the page stands, from the root of the repository. */
export const pagePath = 'docs/reference/sip-conformance.md';

/** The page as the tests of the telephony package make it now. */
export function currentPage(root: string): string {
  const paths = globSync('packages/telephony/src/**/*.test.ts', { cwd: root }).toSorted();
  const files = paths.map((path) => ({
    path,
    tests: readTests(readFileSync(join(root, path), 'utf8'), path),
  }));
  return conformancePage(files);
}
