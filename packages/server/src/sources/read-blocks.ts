import type { Block } from '@everyline/numbers';
import type { DocumentFile, Rejected } from '../app/ports/document-reader.ts';
import { detectFormat, endingOf, type DocumentFormat } from './detect-format.ts';
import { documentHead } from './document-bytes.ts';
import { READING_LIMITS, type ReadingLimits } from './limits.ts';
import { readCsv } from './read-csv.ts';
import { readJson, readJsonLines, readYaml } from './read-data.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { convertOffice } from './read-office.ts';
import { readPdf } from './read-pdf.ts';
import { readSql } from './read-sql.ts';
import { readText } from './read-text.ts';
import { readXlsx } from './read-xlsx.ts';
import { faultDetail, ReadingFault, rejectFile } from './rejected.ts';

export const HEAD_BYTES = 64 * 1024;

export interface ReadingOptions {
  readonly limits: ReadingLimits;
  /** Program that converts old office documents: a name on the PATH or a full path. */
  readonly officeProgram: string;
}

export const READING_OPTIONS: ReadingOptions = { limits: READING_LIMITS, officeProgram: 'soffice' };

/**
 * The blocks of a document of any known format, in reading order, streamed. Whatever is wrong with
 * it comes as `Rejected`; nothing is thrown for what a file holds.
 */
export async function* readBlocks(
  file: DocumentFile,
  options: ReadingOptions = READING_OPTIONS,
): AsyncGenerator<Block | Rejected> {
  try {
    const head = await documentHead(file, HEAD_BYTES);
    yield* readAs(detectFormat(head, file.name, file.declared?.mediaType), file, options);
  } catch (error) {
    yield refusalOf(error);
  }
}

/** The same for bytes that are at hand. */
export function readBlocksFromBytes(
  name: string,
  bytes: Uint8Array,
  options: ReadingOptions = READING_OPTIONS,
): AsyncGenerator<Block | Rejected> {
  return readBlocks({ name, sizeBytes: bytes.length, at: { bytes } }, options);
}

function readAs(
  format: DocumentFormat,
  file: DocumentFile,
  options: ReadingOptions,
): AsyncGenerator<Block | Rejected> {
  const { limits } = options;
  switch (format) {
    case 'xlsx':
      return readXlsx(file, limits);
    case 'docx':
      return readDocx(file, limits);
    case 'pdf':
      return readPdf(file, limits);
    case 'html':
      return readHtml(file, limits);
    case 'csv':
      return readCsv(file, limits);
    case 'text':
      return readText(file, limits, 'plain');
    case 'markdown':
      return readText(file, limits, 'markdown');
    case 'json':
      return readJson(file, limits, { strict: true });
    case 'jsonl':
      return readJsonLines(file, limits);
    case 'js':
      return readJson(file, limits, { strict: false });
    case 'yaml':
      return readYaml(file, limits);
    case 'sql':
      return readSql(file, limits);
    case 'office':
      return convertOffice(file, options.officeProgram, (converted) =>
        readBlocks(converted, options),
      );
    case 'empty':
      throw new ReadingFault('file_empty');
    case 'unknown':
      throw new ReadingFault(
        endingOf(file.name) === 'xlsx' || endingOf(file.name) === 'docx'
          ? 'zip_broken'
          : 'format_unknown',
        {
          detail: 'no zip',
        },
      );
  }
}

function refusalOf(error: unknown): Rejected {
  if (error instanceof ReadingFault) return error.rejected;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'EPERM')
    return rejectFile('file_missing');
  return rejectFile('reader_failed', { detail: faultDetail(error) });
}
