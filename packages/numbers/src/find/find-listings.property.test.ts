import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callingAreas } from '../canonical/area-codes.ts';
import type { Block, Cell } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import { foldWidth } from './characters.ts';
import { findListings } from './find-listings.ts';
import { readTypedNumbers } from './typed-number.ts';

const alphabet = [
  ...'0123456789０１２３４５６７８９-－—~（）()/、，,；;。：: \n转分机按电话传真热线投诉举报值班局中心市区县年月日号室元邮编QQ@.x+#*【】〔〕',
  '028',
  '0571-',
  '12345',
  '400-',
  '138',
  '61881111',
  '成都',
  '\u200b',
  '\ud83d\udcde',
  '\ud800',
];
const soup = fc
  .array(fc.constantFrom(...alphabet), { maxLength: 80 })
  .map((parts) => parts.join(''));
const anyText = fc.oneof(
  soup,
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const runs = fc.array(
  fc.record({
    text: anyText,
    struck: fc.boolean(),
    href: fc.oneof(fc.constant('tel:028-61881111'), anyText),
  }),
  { maxLength: 3 },
);
const cell: fc.Arbitrary<Cell> = fc.record({
  text: runs,
  position: fc.constant({}),
  numeric: fc.boolean(),
});
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('paragraph' as const),
    text: runs,
    position: fc.constant({ line: 3 }),
    footer: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.integer({ min: 1, max: 6 }),
    text: runs,
    position: fc.constant({}),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    rows: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 4 }),
    position: fc.constant({}),
    headerRows: fc.integer({ min: 0, max: 2 }),
  }),
  fc.record({
    kind: fc.constant('row' as const),
    header: fc.option(fc.array(anyText, { maxLength: 4 })),
    cells: fc.array(cell, { maxLength: 5 }),
    position: fc.constant({ row: 2 }),
  }),
  fc.record({
    kind: fc.constant('record' as const),
    path: fc.constantFrom('$', '$[0]', '$[0].tel[1]', '$.a'),
    fields: fc.array(fc.record({ name: anyText, value: anyText }), { maxLength: 4 }),
    position: fc.constant({}),
  }),
);

const paragraph = (text: string): Block => ({
  kind: 'paragraph',
  text: [{ text }],
  position: { line: 1 },
});
const numbersIn = (text: string): string[] =>
  [...findListings([paragraph(text)], { areaCode: '028' })].map(
    (one) => `${one.number ?? 'none'}x${one.extension ?? ''}`,
  );

const local = fc
  .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 0, max: 9_999_999 }))
  .filter(([, rest]) => rest % 1_111_111 !== 0)
  .map(([first, rest]) => `${first}${String(rest).padStart(7, '0')}`);
const areas = [...callingAreas()];
const geographic = fc
  .tuple(fc.constantFrom(...areas), local)
  .map(([area, digits]) => ({ area: area.code, digits: digits.slice(0, area.localLength) }))
  .map(({ area, digits }) => ({ area, digits, number: `+86${area.slice(1)}${digits}` }));
const harmless = fc
  .array(
    fc.constantFrom(
      ...'为进一步优化营商环境提升群众获得感现将有关内容通知如下请认真贯彻执行并及时反馈',
    ),
    { maxLength: 30 },
  )
  .map((characters) => characters.join(''));

describe('finding listings in anything', () => {
  test('never throws, and every listing has a number or says why not', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        for (const listing of findListings(blocks, { areaCode: '028' })) {
          if (listing.number === null) expect(listing.issues).not.toEqual([]);
          else expect(listing.number).toMatch(/^(?:\+\d{7,15}|\d{3,6})$/);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('raw and the text beside it stand in the source exactly so', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const listing of findListings([paragraph(text)], { areaCode: '028' })) {
          const { before, after } = listing.context;
          expect(text).toContain(before + listing.raw + after);
          expect(foldWidth(listing.raw)).toMatch(/\d/);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('the line and column of a listing are where its digits begin', () => {
    fc.assert(
      fc.property(
        fc.array(harmless, { maxLength: 5 }),
        geographic,
        harmless,
        (lines, { area, digits }, lead) => {
          const text = [...lines, `${lead}电话：${area}-${digits}`].join('\n');
          const [listing] = [...findListings([paragraph(text)])];
          const { line = 0, column = 0 } = listing?.position ?? {};
          expect((text.split('\n')[line - 1] ?? '').slice(column - 1)).toMatch(
            new RegExp(`^${area}-${digits}`),
          );
        },
      ),
    );
  });

  test('full-width and half-width text give the same numbers', () => {
    const widen = (text: string): string =>
      text
        .replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
        .replaceAll(' ', '\u3000');
    fc.assert(
      fc.property(soup, (text) => {
        const narrow = foldWidth(text);
        expect(numbersIn(widen(narrow))).toEqual(numbersIn(narrow));
      }),
      { numRuns: 1500 },
    );
  });

  test('a labelled number in harmless text is found, with its area code in any spelling', () => {
    const spellings: readonly ((area: string, digits: string) => string)[] = [
      (area, digits) => `${area}-${digits}`,
      (area, digits) => `（${area}）${digits}`,
      (area, digits) => `(${area}) ${digits}`,
      (area, digits) => `${area} ${digits}`,
      (area, digits) => `${area}${digits}`,
      (area, digits) => `${area}—${digits}`,
      (area, digits) => `+86-${area.slice(1)}-${digits}`,
      (area, digits) => `+86 ${area.slice(1)} ${digits}`,
      (area, digits) => `${area}-${digits.slice(0, -4)} ${digits.slice(-4)}`,
      (area, digits) => `${area}-${digits.slice(0, -4)}\n${digits.slice(-4)}`,
    ];
    fc.assert(
      fc.property(
        harmless,
        geographic,
        fc.constantFrom(...spellings),
        fc.constantFrom('。', '，', '；', '\n', '（工作日）', '联系人：'),
        harmless,
        (lead, { area, digits, number }, spell, stop, tail) => {
          expect(numbersIn(`${lead}咨询电话：${spell(area, digits)}${stop}${tail}`)).toEqual([
            `${number}x`,
          ]);
        },
      ),
      { numRuns: 800 },
    );
  });

  test('a canonical number typed again gives itself', () => {
    fc.assert(
      fc.property(soup, (text) => {
        for (const listing of findListings([paragraph(text)], { areaCode: '028' })) {
          if (
            listing.number === null ||
            listing.extension !== null ||
            listing.status === 'undecided'
          )
            continue;
          const again = readTypedNumbers(listing.number, { areaCode: '028' });
          expect(again.map((one) => one.number)).toEqual([listing.number]);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('reading a document twice gives the same listings, and reading needs no more than its blocks', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), (blocks) => {
        const once: Listing[] = [...findListings(blocks)];
        expect([...findListings(blocks)]).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  test('harmless text without digits gives nothing', () => {
    fc.assert(
      fc.property(harmless, (text) => {
        expect(numbersIn(`${text}电话：`)).toEqual([]);
      }),
    );
  });
});
