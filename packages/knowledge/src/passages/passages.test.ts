import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutDocument } from './cut-document.ts';
import { cutText } from './cut-text.ts';
import type { DocumentPart } from './document-text.ts';
import { articlesOf, cutNewspaper } from './newspaper.ts';
import { MOST_CHARACTERS, type Passage } from './passage.ts';

function expectWhole(text: string, passages: readonly Passage[]): void {
  let at = 0;
  for (const passage of passages) {
    expect(passage.from).toBe(at);
    expect(passage.to).toBeGreaterThan(passage.from);
    expect(passage.to - passage.from).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(text.slice(passage.from, passage.to)).toBe(passage.text);
    at = passage.to;
  }
  expect(at).toBe(text.length);
}

const PARAGRAPH = (text: string): DocumentPart => ({ kind: 'paragraph', text });

describe('cutDocument', () => {
  it('gives each article its heading path', () => {
    const { text, passages } = cutDocument([
      { kind: 'heading', level: 1, text: '样城市居民医保办法' },
      PARAGRAPH('第一章 总则'),
      PARAGRAPH('第一条 为保障居民就医，制定本办法。'),
      PARAGRAPH('第二条 参保范围：'),
      PARAGRAPH('（一）本市户籍居民；'),
      PARAGRAPH('（二）在校学生。'),
      PARAGRAPH('第二章 缴费'),
      PARAGRAPH('第三条 每人每年400元。'),
    ]);
    expectWhole(text, passages);
    expect(passages.map(({ headings }) => headings)).toEqual([
      ['样城市居民医保办法', '第一章 总则', '第一条'],
      ['样城市居民医保办法', '第一章 总则', '第二条 参保范围'],
      ['样城市居民医保办法', '第二章 缴费', '第三条'],
    ]);
    expect(passages[1]!.text).toContain('（二）在校学生。');
  });

  it('keeps the rows of a table apart from the text around it, with the names of their columns', () => {
    const { passages } = cutDocument([
      PARAGRAPH('各区窗口如下。'),
      { kind: 'row', header: ['区', '电话'], cells: ['东湖区', '0791-8888'] },
      { kind: 'row', header: ['区', '电话'], cells: ['西湖区', '0791-9999'] },
      PARAGRAPH('以上为工作日接听。'),
    ]);
    expect(passages.map(({ text }) => text)).toEqual([
      '各区窗口如下。\n',
      '区：东湖区；电话：0791-8888\n区：西湖区；电话：0791-9999\n',
      '以上为工作日接听。\n',
    ]);
  });

  it('loses nothing, doubles nothing and keeps its bound, whatever the document', () => {
    const words = fc.array(
      fc.constantFrom(
        '第三条 ',
        '一、',
        '（二）',
        '办理',
        '。',
        '；',
        '2025年',
        '\n',
        '𠮷',
        'abc ',
        '很'.repeat(90),
      ),
      { maxLength: 14 },
    );
    const line = words.map((parts) => parts.join(''));
    const part = fc.oneof(
      line.map((text): DocumentPart => ({ kind: 'paragraph', text })),
      fc
        .tuple(fc.integer({ min: 1, max: 6 }), line)
        .map(([level, text]): DocumentPart => ({ kind: 'heading', level, text })),
      fc
        .tuple(fc.option(fc.array(line, { maxLength: 3 })), fc.array(line, { maxLength: 3 }))
        .map(([header, cells]): DocumentPart => ({ kind: 'row', header, cells })),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const { text, passages } = cutDocument(parts);
        expectWhole(text, passages);
      }),
    );
  });
});

const PAGE = `
公园夜市开张 首批商户六十家

本报讯(样城日报记者 王一)记者5月3日从区商务局获悉，滨江公园夜市开张，首批商户60家，摊位沿江排开，一直摆到
老码头。

交通如何安排

夜市期间公交延长至23时。

旧城管网改造完成

新华社样城5月3日电 旧城管网改造三年，更换管道120公里。

暴雨应对有方

紧接01版 要落实值守制度，备足物资。

样城日报记者 李二

球队主场取胜

昨晚，样城队主场2比1取胜。

样城日报记者 赵三
`;

describe('articlesOf', () => {
  it('tells articles apart that run together, by their leads and names', () => {
    const articles = articlesOf(PAGE);
    expect(articles.map(({ headlines }) => headlines[0])).toEqual([
      '公园夜市开张 首批商户六十家',
      '旧城管网改造完成',
      '暴雨应对有方',
      '球队主场取胜',
    ]);
    expect(articles[0]!.sections.map(({ heading }) => heading)).toEqual([null, '交通如何安排']);
    expect(articles[1]!.sentFrom).toBe('样城');
    expect(articles[2]!.continuedFrom).toBe('01版');
  });

  it('takes a line in which a broken sentence goes on as text', () => {
    const [first] = articlesOf(PAGE);
    expect(PAGE.slice(first!.sections[0]!.from, first!.sections[0]!.to)).toContain('老码头。');
  });

  it('cuts a page, and any text, into passages that are the whole of it', () => {
    expectWhole(PAGE, cutNewspaper(PAGE));
    const line = fc.constantFrom(...PAGE.split('\n'), '很长的一句话，'.repeat(120), '  ', '短题');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const page = lines.join('\n');
        expectWhole(page, cutNewspaper(page));
        const { text, passages } = cutText(page);
        expectWhole(text, passages);
      }),
    );
  });
});
