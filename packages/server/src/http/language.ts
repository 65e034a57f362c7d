import type { Language } from '@everyline/contract';

/** The language that a word names exactly, as in a link; null for any other. */
export function asLanguage(word: unknown): Language | null {
  return word === 'en' || word === 'zh-CN' ? word : null;
}

/** The language of Accept-Language that the product speaks; Chinese when it names neither. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/\s*;\s*q=/);
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ tag, quality }) => quality > 0 && /^(zh|en)\b/.test(tag))
    .sort((one, other) => other.quality - one.quality);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
