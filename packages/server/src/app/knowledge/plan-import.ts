import { entryKey, type RowProblem, type TableEntry } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import type { KnownQuestion } from '../ports/store/knowledge.ts';
import {
  importWords,
  type ImportCounts,
  type ImportRow,
  type ImportSettings,
  type ImportWord,
  type PlannedRow,
} from '../ports/store/knowledge-imports.ts';
import { questionKeysOf, readyRow, type ReadyRow } from './ready-row.ts';
import { TableNames } from './table-names.ts';

/** Rows that are looked at together; others are served between. */
const PORTION = 500;
/** Characters of a question and an answer that a preview shows. */
const SHOWN = 300;

/** Says of each row what an import would do with it: of rows that ask the same the first is kept. */
export async function planImport(
  context: AccountContext,
  id: string,
  settings: ImportSettings,
): Promise<ImportCounts> {
  const scope = await authorise(context, 'knowledge.edit');
  const { knowledgeImports } = context.store;
  const names = await TableNames.of(context, scope);
  const counts = Object.fromEntries(importWords.map((word) => [word, 0])) as Record<
    ImportWord,
    number
  >;
  /** Of each question the row that is kept, and a short form of its answer. */
  const kept = new Map<string, { readonly row: number; readonly answer: string }>();
  for (let after = 0; ;) {
    const rows = await knowledgeImports.rowsAfter(id, after, PORTION);
    const read = rows.map((row) => readyRow(row, settings, names));
    const known = await knownOf(context, scope, read);
    const planned = read.map((one, at) => plan(rows[at] as ImportRow, one, kept, known));
    for (const { word } of planned) if (word !== null) counts[word] += 1;
    await knowledgeImports.plan(
      id,
      planned.filter((one): one is PlannedRow => one.word !== null),
    );
    after = rows.at(-1)?.position ?? after;
    if (rows.length < PORTION) break;
  }
  await knowledgeImports.planned(id, settings, counts);
  return counts;
}

/** Stored entries that ask what rows ask, by what they ask. */
export async function knownOf(
  { store }: Pick<AccountContext, 'store'>,
  scope: Scope,
  rows: readonly (ReadyRow | RowProblem | null)[],
): Promise<ReadonlyMap<string, readonly KnownQuestion[]>> {
  const found = await store.knowledge.known(questionKeysOf(rows));
  const byKey = new Map<string, KnownQuestion[]>();
  for (const one of found) {
    if (scope !== 'all' && (one.departmentId === null || !scope.has(one.departmentId))) continue;
    const key = entryKey(one.content);
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  return byKey;
}

function plan(
  row: ImportRow,
  one: ReadyRow | RowProblem | null,
  kept: Map<string, { readonly row: number; readonly answer: string }>,
  known: ReadonlyMap<string, readonly KnownQuestion[]>,
): PlannedRow | { readonly word: null } {
  if (one === null) return { word: null };
  const { position } = row;
  const blank = { position, problem: null, sameRow: null, entryId: null };
  if ('issue' in one) {
    const written = row.cells
      .filter((cell) => cell !== '')
      .join(' · ')
      .slice(0, SHOWN);
    return { ...blank, word: 'rejected', question: written, answer: '', problem: one };
  }
  const { question, shortAnswer, longAnswer } = one.entry;
  const shown = {
    ...blank,
    question: question.slice(0, SHOWN),
    answer: (shortAnswer || longAnswer).slice(0, SHOWN),
  };
  const key = entryKey(one.entry);
  const answer = fingerprint(answersOf(one.entry));
  const first = kept.get(key);
  if (first !== undefined) {
    const word = first.answer === answer ? 'repeated' : 'conflict';
    return { ...shown, word, sameRow: first.row };
  }
  kept.set(key, { row: row.row, answer });
  const entries = known.get(key) ?? [];
  const same = entries.find(({ content }) => answersOf(content) === answersOf(one.entry));
  const stored = same ?? entries[0];
  if (stored === undefined) return { ...shown, word: 'new' };
  return { ...shown, word: same ? 'known' : 'known_conflict', entryId: stored.id };
}

function answersOf({
  shortAnswer,
  longAnswer,
}: Pick<TableEntry, 'shortAnswer' | 'longAnswer'>): string {
  return `${shortAnswer}\u0001${longAnswer}`;
}

/** Two runs of FNV-1a over a text: what is compared of a row that is no longer at hand. */
function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + at), 0x85ebca6b);
  }
  return `${text.length} ${a >>> 0} ${b >>> 0}`;
}
