import { AppFault } from '../../app/faults.ts';
import { decideProposal } from '../../app/programmes/decide-proposal.ts';
import { exportBoard } from '../../app/programmes/export-board.ts';
import { readProgrammeFile, readProgrammeText } from '../../app/programmes/read-document.ts';
import { readMeasure } from '../../app/programmes/read-measure.ts';
import { listProgrammes, readBoard } from '../../app/programmes/read-programmes.ts';
import { reportProgress } from '../../app/programmes/report-progress.ts';
import { addMeasure, changeMeasure, withdrawMeasure } from '../../app/programmes/save-measure.ts';
import { addProgramme, changeProgramme } from '../../app/programmes/save-programme.ts';
import { showDocument } from '../../app/programmes/show-document.ts';
import { editableProgramme } from '../../app/programmes/visible-programme.ts';
import { boardWorkbook } from '../board-workbook.ts';
import type { Handlers } from '../handler.ts';
import type { Uploads } from '../uploads.ts';
import { sendWorkbook } from '../send-workbook.ts';

type ProgrammeRoutes =
  | 'listProgrammes'
  | 'addProgramme'
  | 'programme'
  | 'changeProgramme'
  | 'exportProgramme'
  | 'addMeasure'
  | 'measure'
  | 'changeMeasure'
  | 'withdrawMeasure'
  | 'reportProgress'
  | 'readProgrammeText'
  | 'readProgrammeFile'
  | 'programmeDocument'
  | 'decideMeasureProposal';

export function programmeHandlers(uploads: Uploads): Pick<Handlers, ProgrammeRoutes> {
  return {
    listProgrammes: ({ context }) => listProgrammes(context),
    addProgramme: ({ context, body }) => addProgramme(context, body),
    programme: ({ context, params }) => readBoard(context, params.id),
    changeProgramme: ({ context, params, body }) => changeProgramme(context, params.id, body),
    exportProgramme: async ({ context, params, query, reply }) => {
      const board = await exportBoard(context, params.id);
      return sendWorkbook(
        reply,
        'everyline-programme',
        await boardWorkbook(board, query.language ?? context.language),
      );
    },
    addMeasure: ({ context, params, body }) => addMeasure(context, params.id, body),
    measure: ({ context, params }) => readMeasure(context, params.id),
    changeMeasure: ({ context, params, body }) => changeMeasure(context, params.id, body),
    withdrawMeasure: ({ context, params, body }) => withdrawMeasure(context, params.id, body),
    reportProgress: ({ context, params, body }) => reportProgress(context, params.id, body),
    readProgrammeText: ({ context, params, body }) => readProgrammeText(context, params.id, body),
    readProgrammeFile: async ({ context, params, request }) => {
      // Asked before a byte is written to disk.
      await editableProgramme(context, params.id);
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        // The file is gone once this loop is left.
        return await readProgrammeFile(context, params.id, { name, sizeBytes, at: { path } });
      }
      const detail = { zh: '没有收到文件', en: 'no file was received' };
      throw new AppFault('invalid_input', { detail }, 'file');
    },
    programmeDocument: ({ context, params }) => showDocument(context, params.id),
    decideMeasureProposal: ({ context, params, body }) => decideProposal(context, params.id, body),
  };
}
