import { parseArgs } from 'node:util';

import type { AnnouncementImport } from '@everyline/contract';

import { exportAnnouncements } from '../app/announcements/export-announcements.ts';
import { importAnnouncements } from '../app/announcements/import-announcements.ts';
import type { AppContext } from '../app/context.ts';
import { AppFault } from '../app/faults.ts';
import type { CommandIo, ExitStatus } from './main.ts';

/** What `everyline announcements` was asked to do. */
export type AnnouncementArguments =
  | { readonly verb: 'export'; readonly file: string; readonly licence: string | undefined }
  | { readonly verb: 'import'; readonly files: readonly string[]; readonly accept: boolean };

/**
 * `everyline announcements export FILE [--licence TEXT]` and `… import FILE… [--accept]`: confirmed
 * announcements as one file that cities exchange. An import returns 1 when entries were rejected or
 * contradict this city's labels.
 */
export async function run(
  args: readonly string[],
  io: CommandIo & {
    readonly context: AppContext;
    readonly readBytes: (path: string) => Promise<Uint8Array>;
    readonly writeText: (path: string, text: string) => Promise<void>;
  },
): Promise<ExitStatus> {
  const { asked, json } = readAnnouncementArguments(args);
  if (asked.verb === 'export') {
    const file = await exportAnnouncements(io.context, asked.licence);
    await io.writeText(asked.file, `${JSON.stringify(file)}\n`);
    const announcements = file.announcements.length;
    await io.out(
      json
        ? JSON.stringify({ file: asked.file, announcements })
        : io.language === 'en'
          ? `${announcements} confirmed announcements written to ${asked.file}.`
          : `已将 ${announcements} 段确认的提示音写入 ${asked.file}。`,
    );
    return 0;
  }
  let faulty = false;
  for (const file of asked.files) {
    const bytes = await readOrRefuse(io, file);
    const brought = await importAnnouncements(io.context, bytes, { accept: asked.accept }).catch(
      (cause: unknown) => {
        if (!(cause instanceof AppFault)) throw cause;
        const place = cause.place === null ? file : `${file}: ${cause.place}`;
        throw new AppFault(cause.code, cause.values, place);
      },
    );
    if (brought.rejected.length > 0 || brought.conflicts.length > 0) faulty = true;
    if (json) await io.out(JSON.stringify({ file, ...brought }));
    else for (const line of importLines(file, brought, io.language === 'en')) await io.out(line);
  }
  return faulty ? 1 : 0;
}

async function readOrRefuse(
  io: { readonly readBytes: (path: string) => Promise<Uint8Array> },
  file: string,
): Promise<Uint8Array> {
  try {
    return await io.readBytes(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const detail = { zh: `文件无法读取（${why}）`, en: `the file cannot be read (${why})` };
    throw new AppFault('invalid_input', { detail }, file);
  }
}

function importLines(file: string, brought: AnnouncementImport, english: boolean): string[] {
  const { origin, added, known, proposed, accepted, conflicts, rejected } = brought;
  return [
    english
      ? `${file}, from ${origin}: ${added} new, ${proposed} heard here without a label, ${known} known, ${accepted} labelled at once.`
      : `${file}，来自${origin}：新增 ${added}，本市听到过但未标注 ${proposed}，已有相同标注 ${known}，直接采用 ${accepted}。`,
    ...conflicts.map(({ place, ours, theirs }) =>
      english
        ? `  ${place}: here ${ours}, there ${theirs}; ours stands`
        : `  ${place}：本市标注 ${ours}，对方标注 ${theirs}，以本市为准`,
    ),
    ...rejected.map(({ place, reason }) =>
      english ? `  ${place}: ${reason.en}` : `  ${place}：${reason.zh}`,
    ),
  ];
}

/** Reads the arguments; throws `wrong_usage` before anything is opened. */
export function readAnnouncementArguments(args: readonly string[]): {
  readonly asked: AnnouncementArguments;
  readonly json: boolean;
} {
  const wrong = (zh: string, en: string) =>
    new AppFault('wrong_usage', { detail: { zh, en }, command: 'announcements' });
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        licence: { type: 'string' },
        accept: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    throw new AppFault('wrong_usage', { detail, command: 'announcements' });
  }
  const { values } = parsed;
  const [verb, ...files] = parsed.positionals;
  const [file] = files;
  const json = values.json ?? false;
  if (verb === 'export') {
    if (file === undefined || files.length > 1) {
      throw wrong('export 需要一个文件名', 'export wants the name of one file');
    }
    return { asked: { verb, file, licence: values.licence }, json };
  }
  if (verb === 'import') {
    if (file === undefined) throw wrong('import 需要文件', 'import wants files');
    return { asked: { verb, files, accept: values.accept ?? false }, json };
  }
  throw wrong('只有 announcements export 和 import', 'there are announcements export and import');
}
