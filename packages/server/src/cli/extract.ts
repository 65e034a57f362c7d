import { listingIssueWords, type Language } from '@everyline/contract';
import { isAreaCode, toExtractRecord, type ExtractRecord, type Listing } from '@everyline/numbers';

import type { Documents, FoundDocument, Rejected } from '../app/ports/document-reader.ts';
import { placeText, reasonText } from '../app/sources/reading-reasons.ts';
import { readArguments } from './source-arguments.ts';
import { textTable } from './text-table.ts';

/** What a command that needs no database gets. */
export interface ExtractIo {
  readonly documents: Documents;
  readonly language: Language;
  /** Writes one line of output; resolves when more can be written. */
  out(line: string): Promise<void> | void;
  /** Writes one line beside the output. */
  err(line: string): void;
}

/** Rows of the readable table that are aligned together. */
const TABLE_ROWS = 500;

/**
 * `everyline extract FILE… [--area-code 028] [--country CN] [--json]`: the listings of files, folders
 * and addresses. Returns the exit status: 0 done, 1 something could not be read, 2 called wrongly.
 */
export async function run(args: readonly string[], io: ExtractIo): Promise<0 | 1 | 2> {
  const called = readArguments(args, 'extract', isAreaCode);
  if ('wrong' in called) {
    io.err(called.wrong[(called.language ?? io.language) === 'en' ? 'en' : 'zh']);
    return 2;
  }
  const language = called.language ?? io.language;
  const table: ExtractRecord[] = [];
  let rejected = 0;
  let count = 0;
  const show = async (least: number): Promise<void> => {
    if (table.length < least) return;
    const first = count === table.length;
    for (const line of textTable(tableRows(table.splice(0), language, first))) await io.out(line);
  };
  const print = async (file: string, listing: Listing): Promise<void> => {
    const issue = listingIssueWords(listing.issues);
    // Scripts read English; people read the language of their terminal.
    const words = called.json || language === 'en' ? issue.en : issue.zh;
    const record = toExtractRecord(file, listing, words === '' ? null : words);
    count += 1;
    if (called.json) await io.out(JSON.stringify(record));
    else {
      table.push(record);
      await show(TABLE_ROWS);
    }
  };
  const refuse = (file: string, entry: Rejected): void => {
    rejected += 1;
    io.err(rejectedLine(file, entry, language));
  };
  const options = called.areaCode === undefined ? {} : { areaCode: called.areaCode };
  for (const named of called.files) {
    for await (const document of io.documents.find(named)) {
      if (isRejected(document)) {
        refuse(document.file, document);
        continue;
      }
      for await (const found of io.documents.listings(document, options)) {
        if (found.kind === 'rejected') refuse(document.name, found);
        else if (found.kind === 'listing') await print(document.name, found.listing);
      }
    }
  }
  await show(1);
  if (!called.json) {
    io.err(
      language === 'en'
        ? `${count} listings, ${rejected} places not read.`
        : `共 ${count} 条公布记录，${rejected} 处未能读取。`,
    );
  }
  return rejected > 0 ? 1 : 0;
}

export function isRejected(found: FoundDocument): found is Rejected & { readonly file: string } {
  return 'kind' in found;
}

/** One line for something that was not read: file, place, reason with its way out. */
export function rejectedLine(file: string, entry: Rejected, language: Language): string {
  const place = placeText(entry.position, language);
  const where = place === '' ? file : language === 'en' ? `${file}, ${place}` : `${file}，${place}`;
  return `${where}${language === 'en' ? ': ' : '：'}${reasonText(entry.reason, language)}`;
}

function tableRows(
  records: readonly ExtractRecord[],
  language: Language,
  withHeader: boolean,
): string[][] {
  const rows = records.map((record) => [
    record.number ?? '—',
    record.extension ?? '',
    language === 'en' ? record.purpose : PURPOSES[record.purpose],
    record.owner ?? '',
    record.hours ?? '',
    record.raw.replace(/\s+/g, ' '),
    `${lastName(record.file)} ${placeText(record.position, language)}`.trim(),
    [record.status === 'active' ? '' : statusWord(record.status, language), record.issue ?? '']
      .filter(Boolean)
      .join(language === 'en' ? ': ' : '：'),
  ]);
  const header =
    language === 'en'
      ? ['number', 'ext.', 'purpose', 'owner', 'hours', 'as written', 'place', 'remark']
      : ['号码', '分机', '用途', '单位', '时间', '原文', '位置', '备注'];
  return withHeader ? [header, ...rows] : rows;
}

const PURPOSES: Readonly<Record<ExtractRecord['purpose'], string>> = {
  general: '综合',
  enquiry: '咨询',
  casework: '业务',
  complaint: '投诉举报',
  duty: '值班',
  hotline: '热线',
  emergency: '紧急',
  repair: '报修',
  technical: '技术支持',
  fax: '传真',
  media: '新闻',
  mention: '仅提及',
};

const STATUS = { active: '有效', retired: '已停用', malformed: '有误', undecided: '待定' } as const;

function statusWord(status: ExtractRecord['status'], language: Language): string {
  return language === 'en' ? status : STATUS[status];
}

function lastName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
