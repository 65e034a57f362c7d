import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Entry } from './entry.ts';
import { Retriever } from './retriever.ts';

const ENTRIES: readonly Entry[] = [
  {
    id: 'fund',
    question: '怎么提取公积金？',
    paraphrases: ['公积金如何取出'],
    answer: '带上身份证到柜台办理提取。',
  },
  { id: 'card', question: '社保卡丢了怎么补办？', answer: '先挂失，再到服务网点补办社会保障卡。' },
  { id: 'permit', question: '个体工商户怎么登记？', answer: '经营者向市场监督管理局申请登记。' },
  {
    id: 'school',
    question: '孩子上小学要什么材料？',
    answer: '户口簿、出生证明、房产证明和预防接种证。',
  },
];

function filled(): Retriever {
  const retriever = new Retriever();
  for (const entry of ENTRIES) retriever.put(entry);
  return retriever;
}

const first = (retriever: Retriever, question: string): string | undefined =>
  retriever.search(question)[0]?.entry.id;

describe('Retriever', () => {
  it('finds entries by their question, a paraphrase, the answer, in any script', () => {
    const retriever = filled();
    expect(first(retriever, '公积金取出来要怎么办')).toBe('fund');
    expect(first(retriever, '社會保障卡')).toBe('card');
    expect(first(retriever, '预防接种证')).toBe('school');
    expect(first(retriever, '天气')).toBeUndefined();
  });

  it('finds what was misheard or mistyped', () => {
    const retriever = filled();
    expect(first(retriever, '工机金怎么题取')).toBe('fund');
    expect(first(retriever, '各体公商户登几')).toBe('permit');
  });

  it('takes sounds that are easily mistaken only when it is asked to', () => {
    const confused = new Retriever({ confusedSounds: true });
    for (const entry of ENTRIES) confused.put(entry);
    expect(first(confused, '色保')).toBe('card');
    expect(first(filled(), '色保')).toBeUndefined();
  });

  it('knows a change at once', () => {
    const retriever = filled();
    retriever.put({ id: 'fund', question: '怎么还房贷？', answer: '按月归还。' });
    expect(first(retriever, '房贷')).toBe('fund');
    expect(first(retriever, '公积金')).toBeUndefined();
    expect(retriever.remove('fund')).toBe(true);
    expect(retriever.remove('fund')).toBe(false);
    expect(first(retriever, '房贷')).toBeUndefined();
    expect(retriever.get('card')?.question).toBe('社保卡丢了怎么补办？');
  });

  it('is not changed by what the caller does to an entry later', () => {
    const retriever = new Retriever();
    const paraphrases = ['公积金'];
    retriever.put({ id: 'a', paraphrases, answer: '办理' });
    paraphrases[0] = '社保';
    retriever.remove('a');
    expect(retriever.size).toMatchObject({ entries: 0, terms: 0, postings: 0 });
  });

  it('never throws, gives at most so many, and scores never rise down the list', () => {
    const retriever = filled();
    for (let n = 0; n < 120; n += 1) retriever.put({ id: `x${n}`, answer: `办理第${n}项登记材料` });
    const questions = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc
        .array(fc.constantFrom('办理', '登记', '12', '材', ' ', '\ud800', '怎么'), {
          maxLength: 300,
        })
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 130 }), (question, limit) => {
        const hits = retriever.search(question, limit);
        expect(hits.length).toBeLessThanOrEqual(limit);
        for (let n = 1; n < hits.length; n += 1) {
          expect(hits[n]!.score).toBeLessThanOrEqual(hits[n - 1]!.score);
        }
        expect(hits.every(({ score }) => Number.isFinite(score))).toBe(true);
        const longer = retriever.search(question, limit + 5).slice(0, limit);
        expect(longer.map(({ entry }) => entry.id)).toEqual(hits.map(({ entry }) => entry.id));
      }),
    );
  });
});
