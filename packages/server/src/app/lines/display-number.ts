import type { TelephoneNumber } from '@everyline/domain';

/** How people in China write a number: `028-6188 1111 转 8012`, `138 0013 8000`, `400-123-4567`, `12345`. */
export function displayNumber(number: TelephoneNumber): string {
  const bare = displayDialled(number.dialled);
  return number.extension === null ? bare : `${bare} 转 ${number.extension}`;
}

function displayDialled(dialled: string): string {
  if (!dialled.startsWith('+86')) return dialled;
  const national = dialled.slice(3);
  if (/^1[3-9]\d{9}$/.test(national))
    return national.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');
  if (/^[48]00\d{7}$/.test(national))
    return national.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
  // Area codes 10 and 2x have two digits behind the zero, all others three.
  const areaDigits = /^(10|2\d)/.test(national) ? 2 : 3;
  const local = national.slice(areaDigits);
  const grouped = local.length > 6 ? `${local.slice(0, -4)} ${local.slice(-4)}` : local;
  return `0${national.slice(0, areaDigits)}-${grouped}`;
}
