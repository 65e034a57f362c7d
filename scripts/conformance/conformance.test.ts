import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentPage, pagePath } from './collect.ts';
import { conformancePage } from './page.ts';
import { readName, readTests } from './read-tests.ts';

const root = join(import.meta.dirname, '../..');

describe('the conformance page', () => {
  it('is what the names of the tests make of it; `npm run conformance` renews it', () => {
    expect(readFileSync(join(root, pagePath), 'utf8')).toBe(currentPage(root));
  });

  it('takes the places from the end of a name, and only from there', () => {
    expect(readName('cancels (RFC 3261 9.1; RFC 3326)')).toEqual({
      behaviour: 'cancels',
      references: [
        { document: 'RFC 3261', section: '9.1' },
        { document: 'RFC 3326', section: '' },
      ],
    });
    expect(readName('speaks of RFC 3261 in passing')).toBeNull();
    expect(readName('(RFC 3261 9.1) comes first')).toBeNull();
    expect(() => readName('means nothing (RFC 3261 9.1; and more)')).toThrow('names no place');
  });

  it('finds tests in groups, behind conditions and with names that are filled in', () => {
    const text = [
      "describe.skipIf(!there)('a call', () => {",
      "  it('ends (RFC 3261 15)', () => {});",
      '  for (const n of all) it(`takes ${n} (RFC 4475)`, () => {});',
      "  it('shows nothing', () => {});",
      '});',
    ].join('\n');
    expect(readTests(text, 'a.test.ts')).toEqual([
      {
        groups: ['a call'],
        behaviour: 'ends',
        references: [{ document: 'RFC 3261', section: '15' }],
      },
      {
        groups: ['a call'],
        behaviour: 'takes …',
        references: [{ document: 'RFC 4475', section: '' }],
      },
    ]);
  });

  it('refuses a document whose title it does not know, and orders sections by number', () => {
    const test = (document: string, section: string) => ({
      groups: [],
      behaviour: `does ${section}`,
      references: [{ document, section }],
    });
    const page = conformancePage([
      { path: 'a/sipp.int.test.ts', tests: [test('RFC 3261', '13.2'), test('RFC 3261', '9.1')] },
    ]);
    expect(page.indexOf('| 9.1 |')).toBeGreaterThan(0);
    expect(page.indexOf('| 9.1 |')).toBeLessThan(page.indexOf('| 13.2 |'));
    expect(page).toContain('| sipp |');
    expect(() => conformancePage([{ path: 'b.test.ts', tests: [test('RFC 1', '1')] }])).toThrow(
      'RFC 1',
    );
  });
});
