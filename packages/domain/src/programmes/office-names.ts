import { nameKey } from '@everyline/numbers';

/** An office of the tree, as far as a text can name it. */
export interface NamedOffice {
  readonly id: string;
  readonly name: string;
}

/** An office that a text names. */
export interface OfficeMention {
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Null where the tree has no office of that name, or several. */
  readonly id: string | null;
  /** The text says that it leads. */
  readonly leads: boolean;
}

const longestName = 24;
/** How short forms end that the folding of names writes out (住建委 → 住房和城乡建设委员会). */
const shortEndings = '局委办';
/** Fields of a document that name who is responsible, up to the end of the field. */
const field =
  /(?<lead>牵头(?:单位|部门|责任单位)?|主办单位|主要责任单位|责任(?:单位|部门)|负责单位)[：:]\s*(?<leadNames>[^；;。\n）)]+)|(?:配合|协同|协办|参与|参加|联合)(?:单位|部门)[：:]\s*(?<jointNames>[^；;。\n）)]+)/gu;

/** Finds the offices of a tree in texts, under their full names and the short forms in use. */
export class OfficeFinder {
  readonly #byKey = new Map<string, string | null>();
  /** Names without their city: they are no part of another place's office. */
  readonly #bare = new Set<string>();
  readonly #keys = new Map<string, string>();
  readonly #endings: ReadonlySet<string>;

  constructor(offices: readonly NamedOffice[]) {
    for (const { id, name } of offices) {
      for (const key of shorterKeys(nameKey(name))) {
        const known = this.#byKey.get(key);
        this.#byKey.set(key, known === undefined || known === id ? id : null);
        this.#bare.add(key);
      }
    }
    // A full name is its office's own, whatever short forms of others meet it.
    for (const { id, name } of offices) {
      const key = nameKey(name);
      if (key.length < 2) continue;
      this.#byKey.set(key, id);
      this.#bare.delete(key);
    }
    this.#endings = new Set([
      ...shortEndings,
      ...offices.map(({ name }) => name.trim().at(-1) ?? ''),
    ]);
  }

  /** The offices that a text names, in its order; of fields for offices also those that nobody knows. */
  mentions(text: string): OfficeMention[] {
    const known = this.#known(text);
    const unknown = [...text.matchAll(field)].flatMap((match) => unknownIn(match, text, known));
    return [...known, ...unknown].toSorted((a, b) => a.start - b.start);
  }

  #known(text: string): OfficeMention[] {
    const found: OfficeMention[] = [];
    let from = 0;
    for (let index = 0; index < text.length; index += 1) {
      if (!this.#endings.has(text[index] ?? '')) continue;
      const mention = this.#endingAt(text, from, index + 1);
      if (mention === null) continue;
      found.push(mention);
      from = mention.end;
    }
    const fields = [...text.matchAll(field)];
    return found.map((one) => ({ ...one, leads: leads(text, one, fields) }));
  }

  /** Folding a name is dear, and a text names few offices often. */
  #keyOf(written: string): string {
    const known = this.#keys.get(written);
    if (known !== undefined) return known;
    const key = nameKey(written);
    if (this.#keys.size < 50_000) this.#keys.set(written, key);
    return key;
  }

  /** The longest name that ends here. */
  #endingAt(text: string, from: number, end: number): OfficeMention | null {
    for (let start = Math.max(from, end - longestName); start <= end - 2; start += 1) {
      const written = text.slice(start, end);
      if (/^[^\p{Script=Han}\p{Letter}\d]|[，。；：！？\n]/u.test(written)) continue;
      const key = this.#keyOf(written);
      const id = this.#byKey.get(key);
      if (id === undefined) continue;
      if (this.#bare.has(key) && /^[省市区县州镇乡]/u.test(text.slice(start - 1, start))) continue;
      return { text: written, start, end, id, leads: false };
    }
    return null;
  }
}

function leads(text: string, { start, end }: OfficeMention, fields: RegExpMatchArray[]): boolean {
  for (const match of fields) {
    const at = match.index ?? 0;
    if (start < at || end > at + match[0].length) continue;
    const names = leadNamesOf(match, text);
    // The first of a field leads.
    return names !== null && start - (at + match[0].indexOf(names)) <= 1;
  }
  const after = text.slice(end, end + 6);
  const before = text.slice(Math.max(0, start - 4), start);
  if (/^(?:总)?(?:牵头|主办)|^(?:为|作为)牵头/u.test(after)) return !/[、和与及]$/u.test(before);
  return /^负责/u.test(after) ? !/[、和与及]$/u.test(before) : /由$/u.test(before);
}

/** The names of a field whose first leads: one of “responsible offices” only where no field names a leader. */
function leadNamesOf(match: RegExpMatchArray, text: string): string | null {
  const isResponsible = /^(?:责任|负责)/u.test(match.groups?.lead ?? '');
  if (isResponsible && /(?:牵头|主办)(?:单位|部门|责任单位)[：:]/u.test(text)) return null;
  return match.groups?.leadNames ?? null;
}

function unknownIn(
  match: RegExpMatchArray,
  text: string,
  known: readonly OfficeMention[],
): OfficeMention[] {
  const { leadNames, jointNames } = match.groups ?? {};
  const names = leadNames ?? jointNames ?? '';
  const first = (match.index ?? 0) + match[0].lastIndexOf(names);
  return [...names.matchAll(/[^、，,\s]+/gu)].flatMap((one) => {
    const start = first + one.index;
    const end = start + one[0].length;
    if (known.some((office) => office.start < end && start < office.end)) return [];
    return [
      {
        text: one[0],
        start,
        end,
        id: null,
        leads: leadNamesOf(match, text) !== null && one.index === 0,
      },
    ];
  });
}

/** An office is named with its city and without: 蓉城市民政局, 市民政局, 民政局. */
function shorterKeys(key: string): string[] {
  const place =
    /^(?:[\p{Script=Han}]{2,7}?省)?[\p{Script=Han}]{2,7}?([市州盟])(?=[\p{Script=Han}]{3,})/u.exec(
      key,
    );
  const bare = place ? key.slice(place[0].length) : key.startsWith('市') ? key.slice(1) : key;
  const kind = place?.[1] ?? '市';
  return [bare, `${kind}${bare}`].filter((one) => one !== key && one.length >= 3);
}
