/** Elements within elements; WeChat nests three deep (a list of pictures). */
const mostDepth = 5;
const mostElements = 400;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * The fields of a message of WeChat, by the names of the elements directly below the outermost one; of elements that hold
 * others there is nothing. Null for what is no such document: document types and with them entities of their own,
 * instructions, attributes and comments have no place in it, so there is nothing that could grow.
 *
 * @param text is gone through once, from its beginning to its end
 */
export function readXml(text: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  const open: { readonly name: string; text: string; holds: boolean }[] = [];
  let elements = 0;
  let closed = false;
  let at = skipDeclaration(text);
  while (at < text.length) {
    const inside = open.at(-1);
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end < 0 || inside === undefined) return null;
      inside.text += text.slice(at + 9, end);
      at = end + 3;
    } else if (text[at] === '<') {
      const end = text.indexOf('>', at);
      const [, slash, name] =
        /^<(\/?)([A-Za-z_][\w.-]{0,63})\s*>$/.exec(text.slice(at, end + 1)) ?? [];
      if (end < 0 || name === undefined || closed) return null;
      at = end + 1;
      if (slash === '') {
        if (inside !== undefined) inside.holds = true;
        open.push({ name, text: '', holds: false });
        elements += 1;
        if (open.length > mostDepth || elements > mostElements) return null;
      } else {
        const ended = open.pop();
        if (ended?.name !== name) return null;
        if (open.length === 1 && !ended.holds) fields.set(name, ended.text.trim());
        closed = open.length === 0;
      }
    } else {
      const next = text.indexOf('<', at);
      const plain = unescaped(text.slice(at, next < 0 ? text.length : next));
      if (plain === null || (inside === undefined && plain.trim() !== '')) return null;
      if (inside !== undefined) inside.text += plain;
      at = next < 0 ? text.length : next;
    }
  }
  return closed ? fields : null;
}

function skipDeclaration(text: string): number {
  return /^\uFEFF?\s*(?:<\?xml [^<>]{0,100}\?>)?/.exec(text)?.[0].length ?? 0;
}

/** Only the five entities that XML has by itself, and numbers of letters. */
function unescaped(text: string): string | null {
  let isWhole = true;
  const plain = text.replace(/&([^;&]{0,8};?)/g, (_, named: string) => {
    const name = named.endsWith(';') ? named.slice(0, -1) : '';
    const known = entities[name];
    if (known !== undefined) return known;
    const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
    const code = hex === undefined ? Number(decimal ?? NaN) : Number.parseInt(hex, 16);
    if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    isWhole = false;
    return '';
  });
  return isWhole ? plain : null;
}

/** A document as WeChat writes them: texts as CDATA, numbers as they are. */
export function writeXml(fields: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : // Two sections where the text itself ends one.
        `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`,
  );
  return `<xml>${lines.join('')}</xml>`;
}
