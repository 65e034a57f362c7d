import { cutStretch } from './cut-stretch.ts';
import type { Passage } from './passage.ts';

/** An article of a newspaper page. */
export interface Article {
  /** The lines over it, as they stand: the headline, what is over and under it. */
  readonly headlines: readonly string[];
  /** Where it was sent from, where it says so (新华社北京1月2日电). */
  readonly sentFrom: string | null;
  /** It goes on from another page (紧接01版): its beginning is missing. */
  readonly continuedFrom: string | null;
  readonly from: number;
  readonly to: number;
  /** Its text under its headings within, headlines and the names of reporters with the first and last. */
  readonly sections: readonly { readonly heading: string | null; from: number; to: number }[];
}

/** Longer lines are text. */
const LONGEST_HEADLINE = 50;
const SENTENCE_END = /[。！？…；：:]["”’」）)]*$/u;
/** How the first sentence of a report begins. */
const LEAD =
  /^(?:本报讯|本报[\p{Script=Han}]{2,6}(?:\d+月\d+日)?(?:电|讯)|据?(?:新华社|中新社|人民日报)|[（(]?(?:紧接|上接)(?:第?[\dA-Z]+版)?|(?:昨日|昨天|今日|近日|日前|(?:\d+月)?\d+日)?[，,]?记者(?:昨日|昨天|今日|近日|(?:\d+月)?\d+日)?从[^。，]{2,40}(?:获悉|了解到|得知))/u;
const CONTINUED = /^[（(]?(?:紧接|上接)(?<page>第?[\dA-Z]+版)/u;
const SENT_FROM =
  /^(?:据?新华社|中新社|本报)(?<place>[\p{Script=Han}]{2,6}?)(?:\d+月\d+日)?(?:电|讯)/u;
/** A line of names at the end of a report. */
const BYLINE =
  /^[（(]?(?:[\p{Script=Han}]{0,14}(?:记者|通讯员)(?:[\s:：][\p{Script=Han}\s·、]{0,60})?|(?:文|图|摄影|撰文|供图)[\s:：/][\p{Script=Han}\s·、/]{0,40}|[\p{Script=Han}]{2,10}供图)[）)]?$/u;

type LineKind = 'headline' | 'byline' | 'lead' | 'text';

interface Line {
  readonly kind: LineKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Whether a plain text is a newspaper page: reports with their names and leads, at least two. */
export function isNewspaperPage(text: string): boolean {
  return linesOf(text).filter(({ kind }) => kind === 'byline' || kind === 'lead').length >= 2;
}

/**
 * The articles of a newspaper page as plain text. A line of names ends an article and a lead begins one, so a headline
 * between two reports begins the second, and one within a report is a heading within it. A sentence that a column broke
 * goes on in the next line, whatever that looks like.
 */
export function articlesOf(text: string): Article[] {
  const articles: Article[] = [];
  const lines = linesOf(text);
  let at = 0;
  while (at < lines.length) {
    const end = endOfArticle(lines, at);
    articles.push(articleOf(lines.slice(at, end)));
    at = end;
  }
  return articles;
}

/** The passages of a newspaper page, each under the headlines of its article; together the whole text. */
export function cutNewspaper(text: string): Passage[] {
  const passages: Passage[] = [];
  let written = 0;
  const articles = articlesOf(text);
  for (const [n, article] of articles.entries()) {
    const isLast = n === articles.length - 1;
    for (const [m, section] of article.sections.entries()) {
      const to = isLast && m === article.sections.length - 1 ? text.length : section.to;
      const headings = [
        ...article.headlines,
        ...(section.heading === null ? [] : [section.heading]),
      ];
      passages.push(...cutStretch(text, { headings, from: written, to }));
      written = to;
    }
  }
  if (written < text.length)
    passages.push(...cutStretch(text, { headings: [], from: written, to: text.length }));
  return passages;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let isBroken = false;
  for (const found of text.matchAll(/[^\n]+/gu)) {
    const line = found[0].trim();
    if (line === '') continue;
    const kind = kindOf(line, isBroken);
    if (kind === 'text' || kind === 'lead') isBroken = !SENTENCE_END.test(line);
    else isBroken = false;
    lines.push({ kind, text: line, from: found.index, to: found.index + found[0].length });
  }
  return lines;
}

function kindOf(line: string, isBroken: boolean): LineKind {
  if (BYLINE.test(line)) return 'byline';
  if (LEAD.test(line)) return 'lead';
  if (isBroken || line.length > LONGEST_HEADLINE || SENTENCE_END.test(line)) return 'text';
  return 'headline';
}

/** The line after the last of the article that begins with line `start`. */
function endOfArticle(lines: readonly Line[], start: number): number {
  let hasText = false;
  for (let at = start; at < lines.length; at += 1) {
    const { kind } = lines[at]!;
    if (kind === 'byline' && hasText) {
      // Names of photographers may have a line of their own.
      let after = at + 1;
      while (lines[after]?.kind === 'byline') after += 1;
      return after;
    }
    if (kind === 'lead' && hasText) return at;
    if (kind === 'headline' && hasText) {
      let next = at;
      while (lines[next]?.kind === 'headline') next += 1;
      if (lines[next]?.kind === 'lead') return at;
    }
    if (kind === 'text' || kind === 'lead') hasText = true;
  }
  return lines.length;
}

function articleOf(lines: readonly Line[]): Article {
  const first = lines.findIndex(({ kind }) => kind === 'text' || kind === 'lead');
  const head = first < 0 ? lines.length : first;
  const headlines = lines.slice(0, head).map(({ text }) => text);
  const sections: { heading: string | null; from: number; to: number }[] = [];
  for (const [n, line] of lines.entries()) {
    const open = sections.at(-1);
    if (open !== undefined && (n <= head || line.kind !== 'headline')) {
      open.to = line.to;
      continue;
    }
    const heading = n > head && line.kind === 'headline' ? line.text : null;
    sections.push({ heading, from: line.from, to: line.to });
  }
  const opening = lines[head]?.text ?? '';
  return {
    headlines,
    sentFrom: SENT_FROM.exec(opening)?.groups?.['place'] ?? null,
    continuedFrom: CONTINUED.exec(opening)?.groups?.['page'] ?? null,
    from: lines[0]!.from,
    to: lines.at(-1)!.to,
    sections,
  };
}
