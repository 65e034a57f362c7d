/** `npm run conformance`: makes docs/reference/sip-conformance.md from the names of the tests. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentPage, pagePath } from './conformance/collect.ts';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, pagePath), currentPage(root));
