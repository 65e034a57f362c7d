import { describe, expect, it } from 'vitest';

import { Normaliser } from './normalise.ts';

describe('Normaliser', () => {
  const plain = new Normaliser();

  it('makes full-width signs narrow, capitals small and traditional characters simplified', () => {
    expect(plain.normalise('ＡＢＣ１２３　社會保險繳費')).toBe('abc123 社会保险缴费');
    expect(plain.normalise('乾燥的乾坤')).toBe('干燥的乾坤');
  });

  it('writes numerals that are surely numbers in digits, and leaves words alone', () => {
    expect(plain.normalise('第二十三条')).toBe('第23条');
    expect(plain.normalise('百分之三点五')).toBe('3.5%');
    expect(plain.normalise('三百六十五天')).toBe('365天');
    expect(plain.normalise('一万二千元')).toBe('12000元');
    expect(plain.normalise('第一〇五号')).toBe('第105号');
    expect(plain.normalise('一般情况十分重要，千万一定')).toBe('一般情况十分重要、千万一定');
    expect(plain.normalise('百分之百')).toBe('百分之百');
  });

  it('reads variants as the reviewed word, in any script, and leaves the word itself alone', () => {
    const reviewed = new Normaliser([
      { word: '公积金', variants: ['公积', '住房公積金'] },
      { word: '什么', variants: ['啥子', '啥'] },
      { word: 'c++', variants: ['cpp'] },
    ]);
    expect(reviewed.normalise('公积提取要啥子，住房公积金呢')).toBe('公积金提取要什么、公积金呢');
    expect(reviewed.normalise('公积金')).toBe('公积金');
    expect(reviewed.normalise('CPP和C++')).toBe('c++和c++');
  });
});
