/** The number that begins a part of an official text. */
export interface Numbering {
  /** Below the levels of headings: chapters (11), sections, articles, 一、, （一）, 1. (16). */
  readonly level: number;
  /** As written: `第十四条`, `（二）`. */
  readonly label: string;
  /** What follows on the same line. */
  readonly rest: string;
}

const SIGNS = '一二三四五六七八九十百千零〇\\d';

/** The order in which GB/T 9704 and the rules on drafting laws nest their numbers. */
const FORMS: readonly RegExp[] = [
  new RegExp(`^第[${SIGNS}]+[编章](?!程)`, 'u'),
  new RegExp(`^第[${SIGNS}]+节`, 'u'),
  new RegExp(`^第[${SIGNS}]+条(?:之[一二三四五六七八九十]+)?(?!件)`, 'u'),
  /^[一二三四五六七八九十]{1,3}、/u,
  /^[（(][一二三四五六七八九十]{1,3}[）)]/u,
  /^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])/u,
];

/** From this level on items stay in one passage as long as they find room. */
export const ITEM_LEVEL = 15;
const ARTICLE_LEVEL = 13;

/** The number at the beginning of a line, or null. */
export function numberingOf(line: string): Numbering | null {
  const lead = /^\s*/u.exec(line)?.[0].length ?? 0;
  for (const [n, form] of FORMS.entries()) {
    const label = form.exec(line.slice(lead))?.[0];
    if (label !== undefined) {
      return { level: 11 + n, label, rest: line.slice(lead + label.length).trim() };
    }
  }
  return null;
}

/** What a numbered line is called in a heading path: its number with its title, where it has a short one. */
export function nameOf({ level, label, rest }: Numbering): string {
  // An article's first sentence is its text, however short.
  const stop = level === ARTICLE_LEVEL ? /^[：:](?!\d)/u : /^(?:。|[：:](?!\d))/u;
  const title = /^[^。；：:，,]{1,30}(?=$|[。：:])/u.exec(rest)?.[0] ?? '';
  const isTitle = title.length === rest.length || stop.test(rest.slice(title.length));
  return isTitle && title !== '' ? `${label}${label.endsWith('、') ? '' : ' '}${title}` : label;
}
