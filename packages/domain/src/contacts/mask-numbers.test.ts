import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { maskName, maskPersons, maskTelephone } from './mask-numbers.ts';

describe('a masked telephone number', () => {
  it('keeps what tells the kind of number and two digits to compare by', () => {
    expect(maskTelephone('13800138025')).toBe('138******25');
    expect(maskTelephone('028-6188 1111')).toBe('028-**** **11');
    expect(maskTelephone('61234')).toBe('***34');
    expect(maskTelephone('')).toBe('');
  });

  it('shows at most five digits of any number (property)', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 +-]{1,20}$/), (text) => {
        expect(maskTelephone(text).replace(/\D/g, '').length).toBeLessThanOrEqual(5);
        expect(maskTelephone(text).length).toBe(text.length);
      }),
    );
  });
});

describe('a text that people wrote', () => {
  it('hides mobiles and identity cards, and keeps the numbers that offices publish', () => {
    expect(maskPersons('打028-61881111没人接，请回13800138025')).toBe(
      '打028-61881111没人接，请回138******25',
    );
    expect(maskPersons('+86 138 0013 8025')).not.toContain('0013');
    expect(maskPersons('身份证510105199001011234')).toBe('身份证510*************34');
    expect(maskPersons('１３８００１３８０２５')).toBe('138******25');
    expect(maskPersons('12345 和 400-123-4567')).toBe('12345 和 400-123-4567');
    expect(maskPersons('窗口61881111、028-61881112 028-61881113')).toBe(
      '窗口61881111、028-61881112 028-61881113',
    );
    expect(maskPersons('0086 13800138025')).not.toContain('0013');
    expect(maskPersons('身份证11010519491231002X')).toBe('身份证110*************2X');
  });

  it('hides bank cards and e-mail too', () => {
    expect(maskPersons('卡4111 1111 1111 1111，a.b@c.cn')).toBe('卡411* **** **** **11，********');
  });
});

describe('a masked name', () => {
  it('keeps its first character', () => {
    expect([maskName('王芳'), maskName('欧阳小明'), maskName(' '), maskName('王')]).toEqual([
      '王*',
      '欧**',
      '',
      '王',
    ]);
  });
});
