import type { KnowledgeImport, Localised } from '@everyline/contract';
import { proposeMapping, tidyText, type OfficeRow } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { AppFault } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import type { ImportRow } from '../ports/store/knowledge-imports.ts';
import { reasonText } from '../sources/reading-reasons.ts';
import { planImport } from './plan-import.ts';
import { importView } from './show-import.ts';

/** The largest table: 50,000 rows of questions and answers have some 30 MB. */
const MOST_BYTES = 64 * 1024 ** 2;
const MOST_ROWS = 200_000;
const MOST_COLUMNS = 60;
/** Rows of one insert. */
const PORTION = 1_000;
/** Rows in which the heads may stand: titles and remarks come before them. */
const HEAD_ROWS = 15;
const MOST_UNREAD = 100;
const EXAMPLES = 3;
/** What was read and never imported is kept so long. */
const KEPT_MS = 7 * 86_400_000;

/** Reads a table of questions and answers, keeps its rows, and says what an import would do; no entry is touched. */
export async function readKnowledgeTable(
  context: AccountContext,
  file: DocumentFile,
): Promise<KnowledgeImport> {
  await authorise(context, 'knowledge.edit');
  if (file.sizeBytes > MOST_BYTES) throw new AppFault('too_large', { limit: '64 MB' }, file.name);
  const { knowledgeImports } = context.store;
  const readAtMs = context.clock.nowMs();
  await knowledgeImports.forget(readAtMs - KEPT_MS);
  const id = newId(context);
  const { actor } = context;
  const departmentId = actor.kind === 'person' ? actor.departmentId : null;
  const nothing = { columns: [], rows: 0, unread: [], settings: { mapping: {}, departmentId } };
  await knowledgeImports.add({
    ...{ id, file: file.name, readAtMs, readBy: actorName(actor), ...nothing },
    ...{ counts: null, appliedAtMs: null },
  });
  const sheets = new Sheets();
  let waiting: ImportRow[] = [];
  let rows = 0;
  const unread: Localised[] = [];
  const keep = async (found: readonly ImportRow[]) => {
    rows += found.length;
    waiting.push(...found);
    if (rows > MOST_ROWS) {
      const detail = {
        zh: `超过 ${MOST_ROWS} 行，请分成几个文件`,
        en: `it has more than ${MOST_ROWS} rows; divide it`,
      };
      throw new AppFault('invalid_input', { detail }, file.name);
    }
    if (waiting.length < PORTION) return;
    await knowledgeImports.addRows(id, waiting);
    waiting = [];
  };
  for await (const row of context.documents.longRows(file)) {
    if ('kind' in row) {
      const said = { zh: reasonText(row.reason, 'zh-CN'), en: reasonText(row.reason, 'en') };
      if (row.scope === 'file' && rows === 0 && sheets.isEmpty) {
        const bare = (sentence: string) => sentence.replace(/[。.]$/, '');
        const detail = { zh: bare(said.zh), en: bare(said.en) };
        throw new AppFault('invalid_input', { detail }, file.name);
      }
      if (unread.length < MOST_UNREAD) unread.push(said);
      continue;
    }
    await keep(sheets.take(row));
  }
  await keep(sheets.end());
  await knowledgeImports.addRows(id, waiting);
  if (rows === 0) {
    const detail = {
      zh: '找不到问题和答复。第一行请写列名，例如“问题”“答复”',
      en: 'there are no questions and answers in it. Name the columns in the first row, for example “Question” and “Answer”',
    };
    throw new AppFault('invalid_input', { detail }, file.name);
  }
  const settings = { mapping: proposeMapping(sheets.heads), departmentId };
  await knowledgeImports.finish(id, { columns: sheets.columns, rows, unread, settings });
  const { question, shortAnswer, longAnswer } = settings.mapping;
  if (question !== undefined && (shortAnswer ?? longAnswer) !== undefined) {
    await planImport(context, id, settings);
  }
  return importView(context, id);
}

/** Follows the rows of a file: each sheet has heads of its own, and all of them share the columns of the same heads. */
class Sheets {
  readonly #columns: { head: string; examples: string[] }[] = [];
  #sheet: string | null | undefined = undefined;
  #above: OfficeRow[] = [];
  /** Where the columns of this sheet stand among all; null while its heads have not been found. */
  #places: readonly number[] | null = null;
  #position = 0;

  get isEmpty(): boolean {
    return this.#columns.length === 0 && this.#above.length === 0;
  }

  get heads(): string[] {
    return this.#columns.map(({ head }) => head);
  }

  get columns() {
    return this.#columns;
  }

  /** The rows that a row of the file makes known: none while the heads are still looked for. */
  take(row: OfficeRow): ImportRow[] {
    const before = row.place.sheet === this.#sheet ? [] : this.end();
    this.#sheet = row.place.sheet;
    const texts = row.cells.map(({ text }) => tidyText(text));
    if (texts.every((text) => text === '')) return before;
    if (this.#places !== null) return [...before, ...this.#rowOf(row)];
    if ('question' in proposeMapping(texts)) {
      this.#headsAre(texts);
      this.#above = [];
      return before;
    }
    this.#above.push(row);
    return this.#above.length < HEAD_ROWS ? before : [...before, ...this.end()];
  }

  /** What waited for heads that did not come: the first row with several cells is taken for them. */
  end(): ImportRow[] {
    const above = this.#above;
    this.#above = [];
    if (this.#places !== null) {
      this.#places = null;
      return [];
    }
    const at = above.findIndex(
      ({ cells }) =>
        cells.filter(({ text, merged }) => text.trim() !== '' && merged !== 'left').length > 1,
    );
    const head = above[at];
    if (head === undefined) return [];
    this.#headsAre(head.cells.map(({ text }) => tidyText(text)));
    return above.slice(at + 1).flatMap((row) => this.#rowOf(row));
  }

  #headsAre(texts: readonly string[]): void {
    const taken = new Set<number>();
    this.#places = texts.slice(0, MOST_COLUMNS).map((head) => {
      const known = this.#columns.findIndex((one, at) => one.head === head && !taken.has(at));
      const place = known >= 0 ? known : this.#columns.push({ head, examples: [] }) - 1;
      taken.add(place);
      return place;
    });
  }

  #rowOf({ place, cells }: OfficeRow): ImportRow[] {
    const places = this.#places ?? [];
    const texts = Array.from({ length: this.#columns.length }, () => '');
    for (const [at, to] of places.entries()) texts[to] = tidyText(cells[at]?.text ?? '');
    if (texts.every((text) => text === '')) return [];
    // Printed tables repeat their heads.
    if (this.#columns.every(({ head }, at) => texts[at] === head)) return [];
    for (const [at, text] of texts.entries()) {
      const examples = this.#columns[at]?.examples;
      if (examples && text !== '' && examples.length < EXAMPLES) examples.push(text.slice(0, 80));
    }
    this.#position += 1;
    return [{ position: this.#position, sheet: place.sheet, row: place.row, cells: texts }];
  }
}
