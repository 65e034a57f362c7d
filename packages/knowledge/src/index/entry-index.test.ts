import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Entry } from '../entry.ts';
import { EntryIndex } from './entry-index.ts';

const words = [
  '公积金',
  '提取',
  '办理',
  '身份证',
  '12345',
  '第二十三条',
  '社保',
  '怎么',
  '缴费',
  '3.5%',
  '。',
  '行',
  'app',
];
const texts = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((parts) => parts.join(''));
const entries = fc.record({
  question: texts,
  paraphrases: fc.array(texts, { maxLength: 2 }),
  answer: texts,
});
const changes = fc.array(
  fc.record({ id: fc.integer({ min: 0, max: 6 }).map(String), entry: fc.option(entries) }),
  { maxLength: 30 },
);

function found(index: EntryIndex, question: string): [string, number][] {
  return index
    .candidates(index.read(question), 20, true)
    .map(({ entry, score }) => [entry.id, score]);
}

describe('EntryIndex', () => {
  it('finds after any changes what an index finds that is built anew, with the same scores', () => {
    fc.assert(
      fc.property(changes, texts, (series, question) => {
        const changed = new EntryIndex();
        const left = new Map<string, Entry>();
        for (const { id, entry } of series) {
          if (entry === null) {
            expect(changed.remove(id)).toBe(left.delete(id));
          } else {
            changed.put({ id, ...entry });
            left.set(id, { id, ...entry });
          }
        }
        const fresh = new EntryIndex();
        for (const entry of [...left.values()].toReversed()) fresh.put(entry);
        expect(found(changed, question)).toEqual(found(fresh, question));
        expect([changed.entries, changed.terms, changed.postings]).toEqual([
          fresh.entries,
          fresh.terms,
          fresh.postings,
        ]);
      }),
    );
  });

  it('keeps nothing of entries that were removed', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 10 }), (all) => {
        const index = new EntryIndex();
        all.forEach((entry, n) => index.put({ id: String(n), ...entry }));
        all.forEach((_, n) => expect(index.remove(String(n))).toBe(true));
        expect([index.entries, index.terms, index.postings]).toEqual([0, 0, 0]);
        for (const word of words) {
          expect(found(index, word)).toEqual([]);
          const { units } = index.read(word);
          for (const unit of units) expect(index.ofLetter(unit)).toBe(0);
        }
      }),
    );
  });

  it('takes any text as entry and as question', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      texts,
    );
    fc.assert(
      fc.property(anything, anything, (answer, question) => {
        const index = new EntryIndex();
        index.put({ id: 'a', question, answer });
        const { units } = index.read(question);
        const hasLetter = units.some((unit) => unit !== 0);
        if (hasLetter && question.length <= 200) expect(found(index, question)).toHaveLength(1);
        index.remove('a');
        expect(index.terms).toBe(0);
      }),
    );
  });

  it('takes numbers and codes whole', () => {
    const index = new EntryIndex();
    index.put({ id: 'hotline', answer: '请拨打12345。' });
    index.put({ id: 'code', answer: '请拨打123456。' });
    index.put({ id: 'list', answer: '请拨打110，120。' });
    index.put({ id: 'article', answer: '按照第二十三条办理。' });
    index.put({ id: 'share', answer: '利率为3.5%。' });
    const ids = (question: string): string[] => found(index, question).map(([id]) => id);
    expect(ids('12345')).toEqual(['hotline']);
    expect(ids('第23条')[0]).toBe('article');
    expect(ids('百分之三点五')).toEqual(['share']);
    expect(ids('23')).toEqual(['article']);
    expect(ids('2345')).toEqual([]);
    expect(ids('120')).toEqual(['list']);
    expect(ids('110120')).toEqual([]);
  });

  it('finds one letter wherever it stands, as written before as it sounds', () => {
    const index = new EntryIndex();
    index.put({ id: 'heard', answer: '他说要办理' });
    index.put({ id: 'written', answer: '去银行办理' });
    index.put({ id: 'other', answer: '杏花开了' });
    expect(found(index, '行').map(([id]) => id)).toEqual(['written', 'other']);
  });

  it('does not let many paraphrases make an entry heavier', () => {
    const index = new EntryIndex();
    const answer = '到柜台办理';
    index.put({ id: 'one', question: '公积金提取', answer });
    index.put({
      id: 'many',
      question: '公积金提取',
      paraphrases: ['公积金提取', '公积金提取'],
      answer,
    });
    const [first, second] = found(index, '公积金');
    expect(first![1]).toBe(second![1]);
  });

  it('grows lists beyond a page of memory and keeps every posting', () => {
    const index = new EntryIndex();
    for (let n = 0; n < 3000; n += 1) index.put({ id: `e${n}`, answer: `办理${n}` });
    const { units } = index.read('办理');
    expect(index.ofPair(units[0]!, units[1]!)).toBe(3000);
    for (let n = 0; n < 3000; n += 2) index.remove(`e${n}`);
    expect(index.ofPair(units[0]!, units[1]!)).toBe(1500);
    expect(found(index, '1501').map(([id]) => id)).toEqual(['e1501']);
  });
});
