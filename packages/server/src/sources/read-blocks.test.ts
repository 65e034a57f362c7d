import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { READING_REASONS } from '../app/sources/reading-reasons.ts';
import { readAll } from './fixtures/read-all.ts';
import { READING_OPTIONS } from './read-blocks.ts';

const endings = 'csv xls xlsx docx pdf html txt md json jsonl js yaml doc wps'.split(' ');
const options = { ...READING_OPTIONS, officeProgram: '/nowhere/soffice' };

/** Pieces from which files are made that nearly are what their name says. */
const piece = fc.constantFrom(
  '<table><tr><td rowspan=3>',
  '</td></table>',
  '<a href="tel:028">',
  '"',
  ',',
  '\n',
  '{"a":[',
  '}]',
  '- a: &x [*x]\n',
  '| a | b |\n| - | - |\n',
  '%PDF-1.7\n1 0 obj << >>',
  'PK\u0003\u0004xl/',
  '电话：028-61881111',
  '\u0000',
  '\ud800',
);

describe('reading', () => {
  test('any bytes under any name end in blocks or reasons, never in an exception', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...endings),
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        async (ending, content) => {
          const { rejected } = await readAll(`a.${ending}`, content, options);
          for (const { reason } of rejected) expect(reason.code).not.toBe('reader_failed');
        },
      ),
      { numRuns: 400 },
    );
  }, 60_000);
});

describe('reasons', () => {
  test.each(Object.entries(READING_REASONS))(
    '%s is a sentence with a way out in both languages',
    (_, { zh, en }) => {
      expect(zh).toMatch(/。$/);
      expect(en).toMatch(/\.$/);
      const names = (text: string) =>
        [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      expect(names(zh)).toEqual(names(en));
    },
  );
});
