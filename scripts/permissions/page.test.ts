import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PERMISSIONS, routes } from '@everyline/contract';
import { describe, expect, it } from 'vitest';

import { pages, permissionPage } from './page.ts';

const root = join(import.meta.dirname, '../..');

describe('the pages of permissions', () => {
  it('are what the matrix makes of them; `npm run permissions` renews them', () => {
    for (const { language, path } of pages) {
      expect(readFileSync(join(root, path), 'utf8'), path).toBe(permissionPage(language));
    }
  });

  it('name every operation and every route', () => {
    const page = permissionPage('en');
    for (const permission of PERMISSIONS) expect(page).toContain(`\`${permission}\``);
    for (const { method, path } of Object.values(routes)) {
      expect(page).toContain(`\`${method} ${path}\``);
    }
  });
});
