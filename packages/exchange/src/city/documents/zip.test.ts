import { expect, test } from 'vitest';
import { crc32, zip } from './zip.ts';

test('the CRC-32 of the check string is the one of the standard', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('an archive ends with a directory that points at its files', () => {
  const bytes = zip([
    { path: 'a.txt', bytes: new TextEncoder().encode('一') },
    { path: 'b/c.txt', bytes: new Uint8Array(0) },
  ]);
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  expect(view.getUint16(end + 10, true)).toBe(2);
  const directory = view.getUint32(end + 16, true);
  expect(view.getUint32(directory, true)).toBe(0x02014b50);
  expect(view.getUint32(view.getUint32(directory + 42, true), true)).toBe(0x04034b50);
});
