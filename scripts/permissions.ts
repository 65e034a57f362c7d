/** `npm run permissions`: makes docs/reference/permissions.md, in both languages, from the permission matrix. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { pages, permissionPage } from './permissions/page.ts';

const root = join(import.meta.dirname, '..');
for (const { language, path } of pages) writeFileSync(join(root, path), permissionPage(language));
