import { describe, expect, it } from 'vitest';

import { mentionedIn } from './mentions.ts';

const people = [
  { id: '1', name: 'wangfang', displayName: '王芳' },
  { id: '2', name: 'wang', displayName: '王芳华' },
  { id: '3', name: 'li', displayName: 'Li Ming' },
  { id: '4', name: 'zhao', displayName: '王芳' },
];
const ids = (text: string) =>
  mentionedIn(text, people)
    .map(({ id }) => id)
    .sort();

describe('a mention', () => {
  it('is an @ before a name or an account, wherever it stands', () => {
    expect(ids('请@wangfang 看一下')).toEqual(['1']);
    expect(ids('＠Li Ming，今天能修好吗？')).toEqual(['3']);
    expect(ids('没有提到王芳')).toEqual([]);
    expect(ids('mail me at a@b.example')).toEqual([]);
  });

  it('goes to the longest name that fits, and to all who have it', () => {
    expect(ids('@王芳华请办理')).toEqual(['2']);
    expect(ids('@王芳请办理')).toEqual(['1', '4']);
    expect(ids('@wang, and @li.')).toEqual(['2', '3']);
    expect(ids('@wangfa')).toEqual([]);
  });
});
