/** HTML that is safe to send: whatever stands in it as text has been escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | null | readonly Html[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no XML document may have, not even escaped (XML 1.0, section 2.2), and HTML has no use for. */
const forbidden = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g;

/** HTML from a template; texts in it are escaped, HTML and lists of HTML are not, null is nothing. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    template.reduce((sofar, piece, at) => `${sofar}${textOf(parts[at - 1] ?? null)}${piece}`),
  );
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part)
    .toWellFormed()
    .replace(forbidden, '')
    .replace(/[&<>"']/g, (char) => escapes[char] ?? '');
}

/** Data for machines inside a page; no text in it can end the element. */
export function jsonLd(data: unknown): Html {
  const text = JSON.stringify(data).replaceAll('<', '\\u003c');
  return new Html(`<script type="application/ld+json">${text}</script>`);
}
