import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutText } from './cut-text.ts';
import { feedbackIn, replyOfRules } from './keyword-rule.ts';
import { buttonKey, menuIssue, saidByButton } from './menu-button.ts';

describe('a text that is cut', () => {
  it('is all there, in pieces that are short enough and break no letter (property)', () => {
    const letters = fc.array(fc.constantFrom('医', 'a', '。', '\n', ' ', '𠮷', '，'));
    fc.assert(
      fc.property(letters, fc.integer({ min: 4, max: 40 }), (some, most) => {
        const text = some.join('');
        const pieces = cutText(text, most);
        expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const piece of pieces) {
          expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(most);
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('ends a piece where a sentence ends', () => {
    expect(cutText('每人每年400元。由本人缴纳。', 30)).toEqual(['每人每年400元。', '由本人缴纳。']);
  });
});

describe('rules of words', () => {
  const rules = [
    { words: ['地址'], match: 'has' as const, reply: '东湖路8号' },
    { words: ['ETC', '你好'], match: 'is' as const, reply: '您好' },
  ];
  it('answer by the first that fits, whatever the width and case', () => {
    expect(replyOfRules(rules, '你们的地址？')).toBe('东湖路8号');
    expect(replyOfRules(rules, ' ｅｔｃ ')).toBe('您好');
    expect(replyOfRules(rules, '你好吗')).toBeNull();
    expect(replyOfRules([{ words: [' '], match: 'has', reply: 'x' }], 'a b')).toBeNull();
  });

  it('hear whether it was solved, and nothing more', () => {
    for (const said of ['已解决', '解决了。', 'Solved']) expect(feedbackIn(said), said).toBe(true);
    for (const said of ['未解决', '没解决', '没有解决！']) expect(feedbackIn(said)).toBe(false);
    expect(feedbackIn('这个问题怎么解决')).toBeNull();
  });
});

describe('the buttons of a menu', () => {
  const menu = [
    { name: '查询', buttons: [{ name: '医保', says: '医保怎么缴' }] },
    { name: '门户', url: 'https://example.com' },
  ];
  it('say what they were given to say', () => {
    expect(saidByButton(menu, buttonKey(0, 0))).toBe('医保怎么缴');
    expect(saidByButton(menu, buttonKey(1))).toBeNull();
    expect(saidByButton(menu, 'menu.7')).toBeNull();
    expect(saidByButton(menu, '医保')).toBeNull();
  });

  it('do one thing each', () => {
    expect(menuIssue(menu)).toBeNull();
    expect(menuIssue([{ name: '空' }])?.zh).toContain('空');
    expect(menuIssue([{ name: '两', says: 'a', url: 'b' }])).not.toBeNull();
    expect(menuIssue([{ ...menu[0], name: '组', says: 'a' }])).not.toBeNull();
  });
});
