import type { CasesImported } from '@everyline/contract';
import { caseMoves, numberKey, type CaseChannel } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import { reachOf } from '../access/matrix.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, bothSentences } from '../faults.ts';
import { readNumber } from '../lines/read-numbers.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { meant } from '../tables/meant.ts';
import { readRecords, type TableRecord } from '../tables/read-records.ts';
import { caseColumns } from './case-columns.ts';
import { tellCaseChanged } from './case-changed.ts';
import { caseRules } from './case-rules.ts';
import { caseChannelWords } from './case-words.ts';
import { moveHeldCase } from './move-case.ts';
import { openCaseWithin } from './open-case.ts';

type Done = 'opened' | 'answered' | 'known';

/**
 * Takes the cases of a table with the columns of the export. A row with a number that is not here
 * opens a case; one with an answer answers its case where the one who imports may; others that are
 * here already are left as they are. Each row by itself: what cannot be taken is listed.
 */
export async function importCases(context: AppContext, file: DocumentFile): Promise<CasesImported> {
  const scope = await authorise(context, 'cases.open');
  const { records, unread } = await readRecords(context, file, caseColumns, ['demand']);
  const counts = { opened: 0, answered: 0, known: 0 };
  const rejects = unread.map((one) => ({ ...one }));
  for (const record of records) {
    try {
      const { done, row } = await context.store.transaction((within) =>
        takeRecord(context, within, scope, record),
      );
      counts[done] += 1;
      if (done !== 'known') tellCaseChanged(context, row);
    } catch (fault) {
      if (!(fault instanceof AppFault)) throw fault;
      rejects.push({ row: record.row, sentence: bothSentences(fault) });
    }
  }
  const subject = { kind: 'cases', id: null };
  const told = { file: file.name, ...counts, rejects: rejects.length };
  await recordAudit(context, context.store, 'cases.import', subject, told);
  return { ...counts, rejects: rejects.sort((one, other) => one.row - other.row) };
}

async function takeRecord(
  context: AppContext,
  within: Repositories,
  scope: Scope,
  { cells }: TableRecord,
): Promise<{ done: Done; row: CaseRow }> {
  const known = await knownCase(within, cells);
  if (known !== null) {
    requireInside(scope, known.departmentId);
    return answerKnown(context, within, known, cells['answer'] ?? '');
  }
  const departmentId = await officeOf(within, cells['office'] ?? '');
  requireInside(scope, departmentId);
  const externalNumber = cells['externalNumber'] ?? '';
  const row = await openCaseWithin(context, within, {
    demand: cells['demand'] ?? '',
    category: await categoryOf(within, cells['category'] ?? ''),
    place: cells['place'] ?? '',
    channel: channelOf(cells['channel'] ?? ''),
    contact: contactOf(cells),
    departmentId,
    lineId: await lineOf(within, cells['line'] ?? ''),
    ...(externalNumber !== '' && { link: { systemId: null, externalNumber } }),
  });
  return { done: 'opened', row };
}

async function knownCase(
  within: Repositories,
  cells: TableRecord['cells'],
): Promise<CaseRow | null> {
  const externalNumber = cells['externalNumber'] ?? '';
  const number = cells['number'] ?? '';
  if (number !== '') {
    const found = /^#?\d{1,15}$/.test(number)
      ? await within.cases.byNumber(Number(number.replace('#', '')))
      : null;
    if (found !== null) return found;
    throw bad('number', `没有编号为 ${number} 的工单`, `there is no case number ${number}`);
  }
  if (externalNumber === '') return null;
  const id = await within.caseSystems.caseOf(null, externalNumber);
  return id === null ? null : within.cases.row(id);
}

async function answerKnown(
  context: AppContext,
  within: Repositories,
  known: CaseRow,
  answer: string,
): Promise<{ done: Done; row: CaseRow }> {
  const { actor } = context;
  const may = actor.kind === 'system' || reachOf(actor.role, 'cases.work') !== 'no';
  const open: readonly string[] = caseMoves.answer.from;
  if (answer === '' || answer === known.answer || !may || !open.includes(known.state)) {
    return { done: 'known', row: known };
  }
  const held = await within.cases.held(known.id);
  if (held === null) return { done: 'known', row: known };
  const row = await moveHeldCase(context, within, held, {
    move: 'answer',
    version: held.version,
    answer,
  });
  return { done: 'answered', row };
}

async function categoryOf(within: Repositories, written: string): Promise<string> {
  const { categories } = await caseRules(within);
  const words = Object.fromEntries(categories.map(({ code, name }) => [code, name]));
  const found = meant(words, written);
  if (found !== null) return found;
  const zh = categories.map(({ name }) => name.zh).join('、');
  const en = categories.map(({ name }) => name.en).join(', ');
  throw bad(
    'category',
    `没有“${written}”这个诉求类型，可用的有：${zh}`,
    `there is no category “${written}”; there are: ${en}`,
  );
}

function channelOf(written: string): CaseChannel {
  if (written === '') return 'other';
  const found = meant(caseChannelWords, written);
  if (found !== null) return found;
  const zh = Object.values(caseChannelWords).map((word) => word.zh);
  const en = Object.values(caseChannelWords).map((word) => word.en);
  throw bad(
    'channel',
    `没有“${written}”这个渠道，可用的有：${zh.join('、')}`,
    `there is no channel “${written}”; there are: ${en.join(', ')}`,
  );
}

function contactOf(cells: TableRecord['cells']) {
  const telephone = cells['telephone'] ?? '';
  if (telephone.includes('*')) {
    throw bad(
      'telephone',
      '联系电话是打了星号的，请用完整导出的文件',
      'the telephone number is masked; use a file that was exported in full',
    );
  }
  return { name: cells['name'] ?? '', telephone };
}

async function officeOf(within: Repositories, written: string): Promise<string | null> {
  if (written === '') return null;
  const found = await within.departments.byName(written);
  if (found !== null) return found.id;
  throw bad('office', `没有“${written}”这个单位`, `there is no department “${written}”`);
}

async function lineOf(within: Repositories, written: string): Promise<string | null> {
  if (written === '') return null;
  const number = readNumber(written, (await within.settings.city())?.areaCode ?? '');
  const found = number === null ? null : await within.lines.byNumberKey(numberKey(number));
  if (found !== null) return found.id;
  throw bad('line', `清单中没有线路 ${written}`, `there is no line ${written}`);
}

function bad(place: string, zh: string, en: string): AppFault {
  return new AppFault('invalid_input', { detail: { zh, en } }, place);
}
