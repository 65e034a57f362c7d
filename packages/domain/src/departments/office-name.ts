/** A name of an office or service in one spelling, for comparing: width, case, blanks and brackets do not count. */
export function nameKey(name: string | null): string {
  if (name === null) return '';
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\u200b]+/gu, '')
    .slice(0, 200);
}

/**
 * A name of an office as it should stand: blanks that only spread Chinese characters over a cell
 * (`财　政　局`) are gone, other blanks are single, letters and digits have half width.
 */
export function tidyOfficeName(written: string): string {
  return written
    .replace(/[Ａ-Ｚａ-ｚ０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000\u200b\ufeff]+/g, ' ')
    .trim()
    .replace(/(?<=[\p{Script=Han}（）()]) (?=[\p{Script=Han}（）()])/gu, '');
}

/**
 * Names of parts that every office has (办公室, 综合处, 法规科): such a name alone does not say which
 * office is meant.
 */
export function isPartName(name: string): boolean {
  const key = nameKey(name);
  return key.length <= 2 || /(室|处|科|股|组|队|窗口|大厅|部)$/u.test(key);
}
