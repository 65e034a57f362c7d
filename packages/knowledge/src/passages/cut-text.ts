import { cutDocument } from './cut-document.ts';
import { cutNewspaper, isNewspaperPage } from './newspaper.ts';
import type { Passage } from './passage.ts';

/** Cuts a plain text: a newspaper page into its articles, any other along its numbers and lines. */
export function cutText(written: string): {
  readonly text: string;
  readonly passages: readonly Passage[];
} {
  const text = written.replace(/\r\n?/gu, '\n');
  if (isNewspaperPage(text)) return { text, passages: cutNewspaper(text) };
  return cutDocument(text.split('\n').map((line) => ({ kind: 'paragraph', text: line })));
}
