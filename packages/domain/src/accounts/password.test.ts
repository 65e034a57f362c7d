import { describe, expect, it } from 'vitest';

import { passwordIssue } from './password.ts';

const issue = (password: string) => passwordIssue(password, ['wang.wei', '王伟', '蓉江市']);

describe('a password', () => {
  it('is taken when it is long and nobody would try it', () => {
    for (const good of [
      'correct horse battery',
      'long enough pass',
      '七月的风吹过南河桥边',
      'vI0d-kq2L_x9',
      'rain on the tin roof 7',
    ]) {
      expect(issue(good), good).toBeNull();
    }
  });

  it('is refused when it is short, counted in characters and not in bytes', () => {
    expect(issue('Tr0ub4dor')).toBe('short');
    expect(issue('七月的风吹过')).toBe('short');
  });

  it('is refused when it is hardly more than the name of its holder or of the city', () => {
    for (const bad of ['wang.wei2026', 'Wang.Wei!!88', '王伟王伟王伟2026!', '蓉江市蓉江市20266']) {
      expect(issue(bad), bad).toBe('name');
    }
  });

  it('is refused when it runs along the keyboard or has few different characters', () => {
    for (const bad of [
      '1234567890',
      'qwertyuiop12',
      'aaaabbbbcccc',
      '1qaz2wsx3edc',
      '0987654321a',
    ]) {
      expect(issue(bad), bad).toBe('simple');
    }
  });

  it('is refused when it is a common word with figures around it', () => {
    for (const bad of [
      'Password2026!',
      'P@ssword1998',
      'admin@2026#8',
      'woaini520x13',
      'Welcome#1949',
    ]) {
      expect(issue(bad), bad).toBe('common');
    }
  });
});
