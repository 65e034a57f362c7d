/** Elements that end the paragraph before them and begin one of their own. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  `address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
   form h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main nav noscript ol optgroup option p pre section
   select summary table tbody td textarea tfoot th thead title tr ul`
    .trim()
    .split(/\s+/),
);

/** Elements whose content is never text of the page. */
export const SILENT_ELEMENTS: ReadonlySet<string> = new Set([
  'script',
  'style',
  'object',
  'canvas',
  'math',
]);

const STRUCK_ELEMENTS = new Set(['del', 's', 'strike']);

/** How an element changes the text in it. */
export interface ElementStyle {
  readonly name: string;
  readonly struck: boolean;
  readonly bold: boolean;
  readonly preformatted: boolean;
  readonly footer: boolean;
  readonly href: string | undefined;
  readonly listDepth: number;
}

export const PAGE_STYLE: ElementStyle = {
  name: '',
  struck: false,
  bold: false,
  preformatted: false,
  footer: false,
  href: undefined,
  listDepth: 0,
};

const FOOTER_NAME =
  /(?:^|[\s_-])(?:foot(?:er)?|copyright|page-?bottom|bottom-?(?:info|nav|bar)|siteinfo)(?:$|[\s_-])/i;

/** The style inside an element, from that around it. */
export function styleInside(
  outer: ElementStyle,
  name: string,
  attributes: Readonly<Record<string, string>>,
): ElementStyle {
  const css = attributes.style ?? '';
  const named = `${attributes.class ?? ''} ${attributes.id ?? ''}`;
  return {
    name,
    struck:
      outer.struck || STRUCK_ELEMENTS.has(name) || /text-decoration[^;]*line-through/i.test(css),
    bold:
      outer.bold ||
      name === 'b' ||
      name === 'strong' ||
      name === 'th' ||
      /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(css),
    preformatted:
      outer.preformatted ||
      name === 'pre' ||
      name === 'textarea' ||
      /white-space\s*:\s*pre/i.test(css),
    footer: outer.footer || name === 'footer' || FOOTER_NAME.test(named),
    href: name === 'a' && attributes.href ? attributes.href.trim() : outer.href,
    listDepth: outer.listDepth + (name === 'ul' || name === 'ol' ? 1 : 0),
  };
}
