import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { groupQuestions } from './group-questions.ts';

const asked = (...questions: string[]) => questions.map((question, n) => ({ id: n, question }));
const grouped = (...questions: string[]) =>
  groupQuestions(asked(...questions)).map(({ members }) => members.map(({ question }) => question));

describe('questions without an answer', () => {
  it('are together where they ask nearly the same, the most asked first', () => {
    expect(
      grouped(
        '老人免费乘车卡怎么办理',
        '种植牙能报销吗',
        '怎么办理老人乘车卡',
        '电动车上牌怎么办理',
        '老人乘车卡怎么办',
        '种植牙可以报销吗？',
      ),
    ).toEqual([
      ['老人免费乘车卡怎么办理', '怎么办理老人乘车卡', '老人乘车卡怎么办'],
      ['种植牙能报销吗', '种植牙可以报销吗？'],
      ['电动车上牌怎么办理'],
    ]);
  });

  it('are named by what is asked most often', () => {
    const [group] = groupQuestions(
      asked('居住证怎么续签呢', '居住证怎么续签', '居住证怎么续签', '居住证续签怎么弄'),
    );
    expect(group?.question).toBe('居住证怎么续签');
  });

  it('are each in one group, and those that differ in signs only in the same (property)', () => {
    const question = fc.stringMatching(/^[甲乙丙丁戊己庚辛怎么办理]{1,12}$/u);
    fc.assert(
      fc.property(fc.array(question, { maxLength: 40 }), (questions) => {
        const twice = [...questions, ...questions.map((one) => `${one}？`)];
        const groups = groupQuestions(asked(...twice));
        const ids = groups.flatMap(({ members }) => members.map(({ id }) => id));
        expect(ids.toSorted((a, b) => a - b)).toEqual(twice.map((_, n) => n));
        const groupOf = (id: number) =>
          groups.findIndex(({ members }) => members.some((one) => one.id === id));
        for (const n of questions.keys()) {
          expect(groupOf(n + questions.length)).toBe(groupOf(n));
        }
        const sizes = groups.map(({ members }) => members.length);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
    );
  });
});
