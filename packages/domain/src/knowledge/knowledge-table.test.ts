import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  cellOfSeveral,
  entryKey,
  fieldOfHead,
  proposeMapping,
  readTableRow,
} from './knowledge-table.ts';

describe('the heads of a table', () => {
  it('are known as offices write them', () => {
    expect(
      [
        '序号',
        '标准问题',
        '相似问法',
        '答案内容',
        '责任单位',
        '业务分类',
        '有效期至',
        '审核人',
      ].map(fieldOfHead),
    ).toEqual([
      null,
      'question',
      'paraphrases',
      'longAnswer',
      'department',
      'category',
      'validUntil',
      'reviewer',
    ]);
    expect(['Question', 'Short answer', 'Long answer', 'Valid until'].map(fieldOfHead)).toEqual([
      'question',
      'shortAnswer',
      'longAnswer',
      'validUntil',
    ]);
  });

  it('give each field to the first column that is for it', () => {
    expect(proposeMapping(['问题', '答案', '问题', '标准答复'])).toEqual({
      question: 0,
      longAnswer: 1,
    });
  });
});

describe('a row', () => {
  const mapping = { question: 0, longAnswer: 1, validUntil: 2, paraphrases: 3, sourceAddress: 4 };

  it('keeps question and answer word for word', () => {
    const answer = '一、带身份证；\n二、填表。  （详见官网）';
    expect(readTableRow([' 怎么办？ ', answer], mapping)).toMatchObject({
      question: '怎么办？',
      longAnswer: answer,
      validUntil: null,
    });
  });

  it.each([
    ['2026-12-31', '2026-12-31'],
    ['2026/1/5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['2026-12-31 00:00:00', '2026-12-31'],
    ['长期有效', null],
    ['—', null],
  ])('reads the day %s', (written, day) => {
    expect(readTableRow(['问', '答', written], mapping)).toMatchObject({ validUntil: day });
  });

  it('is refused with its reason and what stands there', () => {
    expect(readTableRow(['', '答'], mapping)).toMatchObject({ issue: 'no_question' });
    expect(readTableRow(['？？', '答'], mapping)).toMatchObject({
      issue: 'no_question',
      found: '？？',
    });
    expect(readTableRow(['问', ' '], mapping)).toMatchObject({ issue: 'no_answer' });
    expect(readTableRow(['问', '答', '2026-02-30'], mapping)).toEqual({
      issue: 'no_such_day',
      field: 'validUntil',
      found: '2026-02-30',
    });
    expect(readTableRow(['问', '答', '', '', 'www.x.cn'], mapping)).toMatchObject({
      issue: 'bad_address',
    });
    expect(readTableRow(['问'.repeat(1001), '答'], mapping)).toMatchObject({
      issue: 'too_long',
      field: 'question',
    });
    expect(readTableRow(['', '', '2026-01-01'], mapping)).toBeNull();
  });

  it('gives back the paraphrases that were written into its cell, whatever they are', () => {
    const text = fc.stringMatching(/^[医保；;|a]{1,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 5 }), (texts) => {
        const row = readTableRow(['问', '答', '', cellOfSeveral(texts)], mapping);
        expect(row).toMatchObject({ paraphrases: texts });
      }),
    );
    expect(readTableRow(['问', '答', '', '甲；乙|丙'], mapping)).toMatchObject({
      paraphrases: ['甲', '乙', '丙'],
    });
  });

  it('answers another question where it is for another place or for others', () => {
    const one = { question: '怎么参保？', region: '', audience: '职工' };
    expect(entryKey(one)).toBe(entryKey({ ...one, question: '怎么参保' }));
    expect(entryKey(one)).not.toBe(entryKey({ ...one, audience: '居民' }));
  });
});
