import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { maskPersonalData } from './mask-personal-data.ts';

const kinds = (text: string, published: readonly string[] = []): string[] =>
  maskPersonalData(text, published).found.map(({ kind }) => kind);

describe('maskPersonalData', () => {
  it('masks identity numbers of 18 digits and of 15 by their birthday, with a mistyped check digit too', () => {
    expect(maskPersonalData('我的身份证11010519491231002X，帮我查').text).toBe(
      '我的身份证******************，帮我查',
    );
    expect(kinds('110105194912310021')).toEqual(['identity_number']);
    expect(kinds('110105194913310021')).not.toContain('identity_number');
    expect(kinds('号码 110105491231002 是老身份证')).toEqual(['identity_number']);
    expect(kinds('１１０１０５１９４９１２３１００２Ｘ')).toEqual(['identity_number']);
    expect(kinds('110105 19491231 002x')).toEqual(['identity_number']);
  });

  it('masks mobile and fixed telephones, also in groups and with country code', () => {
    for (const text of [
      '13800138000',
      '138 0013 8000',
      '+86 138-0013-8000',
      '0086 13800138000',
      '028-85551234',
      '85551234',
    ]) {
      expect(kinds(`请打${text}找我`), text).toEqual(['telephone']);
    }
  });

  it('leaves short codes, published numbers, sums and years', () => {
    const published = ['0826-2214501', '(028) 8666 1234'];
    for (const text of [
      '打12345或95598、12393，急事110',
      '窗口电话0826-2214501',
      '窗口电话2214501，市里是86661234',
      '每人每年400元，总投资25000000元',
      '2025年1月10日至22日10:00—20:00',
      '完成投资5200亿元，占122%',
    ]) {
      expect(maskPersonalData(text, published).text, text).toBe(text);
    }
  });

  it('masks bank cards that pass their check, and e-mail', () => {
    expect(kinds('卡号6222 0212 3456 7895 后面')).toEqual([]);
    expect(kinds('卡号4111 1111 1111 1111 后面')).toEqual(['bank_card']);
    expect(kinds('卡号4111111111111111')).toEqual(['bank_card']);
    expect(kinds('028-61881111 028-61881114'), 'two telephones').not.toContain('bank_card');
    expect(kinds('写信到 zhang.san+1@mail.example.cn。')).toEqual(['email']);
  });

  it('keeps the length and everything outside what it found, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '13800138000',
        '11010519491231002X',
        '0826-2214501',
        'a@b.cn',
        '，',
        '4111111111111111',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const { text: masked, found } = maskPersonalData(text, ['0826-2214501']);
        expect(masked.length).toBe(text.length);
        for (let at = 0; at < text.length; at += 1) {
          const isIn = found.some(({ from, to }) => from <= at && at < to);
          expect(masked[at]).toBe(isIn ? '*' : text[at]);
        }
        expect(maskPersonalData(masked, ['0826-2214501']).found).toEqual([]);
      }),
    );
  });
});
