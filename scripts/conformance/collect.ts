import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformancePage } from './page.ts';
import { readTests } from './read-tests.ts';

/** Where the page stands, from the root of the repository. */
export const pagePath = 'docs/reference/sip-conformance.md';

/** Tests of the telephony package, and those in which its media meet strangers. */
const testFiles = [
  'packages/telephony/src/**/*.test.ts',
  'e2e/{baresip-media,rtpengine,web-rtc}.test.ts',
];

/** The page as these tests make it now. */
export function currentPage(root: string): string {
  const paths = globSync(testFiles, { cwd: root }).toSorted();
  const files = paths.map((path) => ({
    path,
    tests: readTests(readFileSync(join(root, path), 'utf8'), path),
  }));
  return conformancePage(files);
}
