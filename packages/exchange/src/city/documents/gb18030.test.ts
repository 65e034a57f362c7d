import { expect, test } from 'vitest';
import { encodeGb18030 } from './gb18030.ts';

test('text comes back from GB18030, full-width digits and punctuation included', () => {
  const text = '云川市，０８９９－６１８８　（传真）～—〔2026〕\r\n';
  expect(new TextDecoder('gb18030').decode(encodeGb18030(text))).toBe(text);
});

test('a character without a two-byte code is refused by name', () => {
  expect(() => encodeGb18030('电话😀')).toThrow('"😀" has no two-byte code');
});
