import { describe, expect, it } from 'vitest';

import { languageOf } from './language.ts';

describe('the language of a request', () => {
  it('is the better liked of the two, and Chinese when neither is named', () => {
    expect(languageOf('en-GB,en;q=0.9,zh;q=0.5')).toBe('en');
    expect(languageOf('zh-CN,zh;q=0.9,en;q=0.8')).toBe('zh-CN');
    expect(languageOf('fr, en;q=0.3, zh;q=0.4')).toBe('zh-CN');
    expect(languageOf('en;q=0, *')).toBe('zh-CN');
    expect(languageOf(undefined)).toBe('zh-CN');
  });
});
