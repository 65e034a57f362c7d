/** One header line: `name` is canonical (long form, lower case), `value` unfolded and trimmed. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** Compact forms (RFC 3261 section 7.3.3 and the RFCs that added to it). */
const compactForms: ReadonlyMap<string, string> = new Map([
  ['i', 'call-id'],
  ['m', 'contact'],
  ['e', 'content-encoding'],
  ['l', 'content-length'],
  ['c', 'content-type'],
  ['f', 'from'],
  ['s', 'subject'],
  ['k', 'supported'],
  ['t', 'to'],
  ['v', 'via'],
  ['o', 'event'],
  ['u', 'allow-events'],
  ['r', 'refer-to'],
  ['b', 'referred-by'],
  ['x', 'session-expires'],
  ['a', 'accept-contact'],
  ['j', 'reject-contact'],
  ['d', 'request-disposition'],
  ['y', 'identity'],
]);

/** Names whose customary spelling is not each word with a capital. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['call-id', 'Call-ID'],
  ['cseq', 'CSeq'],
  ['www-authenticate', 'WWW-Authenticate'],
  ['mime-version', 'MIME-Version'],
  ['rseq', 'RSeq'],
  ['rack', 'RAck'],
  ['min-se', 'Min-SE'],
]);

/** Names that messages usually hold; for these both directions are looked up instead of worked out. */
const usualNames = [
  ...compactForms.values(),
  ...spellings.keys(),
  'accept',
  'alert-info',
  'allow',
  'authorization',
  'call-info',
  'contact',
  'date',
  'diversion',
  'expires',
  'history-info',
  'max-forwards',
  'organization',
  'p-asserted-identity',
  'p-early-media',
  'privacy',
  'proxy-authenticate',
  'proxy-authorization',
  'reason',
  'record-route',
  'remote-party-id',
  'replaces',
  'require',
  'retry-after',
  'route',
  'server',
  'unsupported',
  'user-agent',
  'warning',
] as const;

function worked(name: string): string {
  return (
    spellings.get(name) ??
    name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
  );
}

const spelledByName: ReadonlyMap<string, string> = new Map(
  usualNames.map((name) => [name, worked(name)]),
);
/** By each way that a usual name is written: customary, in lower case, and its compact form in either case. */
const nameByWriting: ReadonlyMap<string, string> = new Map([
  ...usualNames.flatMap((name): [string, string][] => [
    [name, name],
    [worked(name), name],
  ]),
  ...[...compactForms].flatMap(([short, name]): [string, string][] => [
    [short, name],
    [short.toUpperCase(), name],
  ]),
]);

/** The canonical name of a header as it was written. */
export function canonicalName(name: string): string {
  return nameByWriting.get(name) ?? unusualName(name.toLowerCase());
}

function unusualName(lower: string): string {
  return compactForms.get(lower) ?? lower;
}

/** The customary spelling of a canonical name. */
export function spelledName(name: string): string {
  return spelledByName.get(name) ?? worked(name);
}

/** The headers of a message in their order (RFC 3261 section 7.3). */
export class HeaderFields {
  readonly fields: readonly HeaderField[];

  constructor(fields: readonly HeaderField[]) {
    this.fields = fields;
  }

  /** The value of the first field of a name, in its full or compact form; undefined where there is none. */
  first(name: string): string | undefined {
    for (const field of this.fields) if (field.name === name) return field.value;
    return undefined;
  }

  /** The values of every line with this name. */
  lines(name: string): string[] {
    const values: string[] = [];
    for (const field of this.fields) if (field.name === name) values.push(field.value);
    return values;
  }

  /** The values of a header that may hold several in one line, in order, empty ones left out. */
  list(name: string): string[] {
    const values: string[] = [];
    for (const field of this.fields) {
      if (field.name !== name) continue;
      for (const value of splitOutside(field.value, ',')) if (value !== '') values.push(value);
    }
    return values;
  }

  /** Whether a list of tokens (Require, Supported, Allow) holds one. */
  lists(name: string, token: string): boolean {
    return this.list(name).some((value) => value.toLowerCase() === token);
  }
}

/** Splits at a separator outside quoted strings and angle brackets; each piece is trimmed. */
export function splitOutside(text: string, separator: ',' | ';'): string[] {
  if (!text.includes(separator)) return [text.trim()];
  if (!/["<>]/.test(text)) return splitPlain(text, separator);
  const pieces: string[] = [];
  let from = 0;
  let quoted = false;
  let bracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '<') bracketed = true;
    else if (character === '>') bracketed = false;
    else if (character === separator && !bracketed) {
      pieces.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  pieces.push(text.slice(from).trim());
  return pieces;
}

/** The same for text that holds neither quotes nor brackets, as most does. */
function splitPlain(text: string, separator: ',' | ';'): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
    pieces.push(text.slice(from, at).trim());
    from = at + 1;
  }
  pieces.push(text.slice(from).trim());
  return pieces;
}
