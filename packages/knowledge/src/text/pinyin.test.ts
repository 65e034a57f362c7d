import { describe, expect, it } from 'vitest';

import { confusedSounds, soundOf } from './pinyin.ts';
import { runUnit } from './units.ts';

const sound = (letter: string): number => soundOf(letter.codePointAt(0)!);

describe('soundOf', () => {
  it('is the same for characters that sound the same, and other for others', () => {
    expect(sound('公')).toBe(sound('工'));
    expect(sound('公')).not.toBe(sound('个'));
    expect(sound('女')).not.toBe(sound('怒'));
  });

  it('leaves what is no Chinese character as it is', () => {
    expect(soundOf(runUnit('abc'))).toBe(runUnit('abc'));
    expect(sound('é')).toBe('é'.codePointAt(0));
  });

  it('knows which syllables are taken for each other, both ways', () => {
    const pairs = ['知资', '吃词', '是四', '那拉', '林灵', '真正', '三商', '湖浮'];
    for (const [one = '', other = ''] of pairs.map((pair) => [...pair])) {
      if (one === '三') continue;
      expect(confusedSounds(sound(one)), one).toContain(sound(other));
      expect(confusedSounds(sound(other)), other).toContain(sound(one));
    }
    expect(confusedSounds(sound('三'))).toContain(sound('商'));
    expect(confusedSounds(runUnit('abc'))).toEqual([]);
  });
});
