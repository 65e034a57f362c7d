import { issueReport } from '../../app/reports/issue-report.ts';
import { rankDepartments } from '../../app/reports/rank-departments.ts';
import { draftReport, listReports, readReport } from '../../app/reports/read-reports.ts';
import type { Handlers } from '../handler.ts';
import { rankingWorkbook } from '../ranking-workbook.ts';
import { reportDocument } from '../report-document.ts';
import { reportWorkbook } from '../report-workbook.ts';
import { sendWorkbook } from '../send-workbook.ts';

type ReportRoutes =
  | 'listReports'
  | 'reportDraft'
  | 'issueReport'
  | 'report'
  | 'reportDocument'
  | 'reportWorkbook'
  | 'departmentRanking'
  | 'rankingWorkbook';

export const reportHandlers: Pick<Handlers, ReportRoutes> = {
  listReports: ({ context }) => listReports(context),
  reportDraft: ({ context, query }) => draftReport(context, query),
  issueReport: ({ context, body }) => issueReport(context, body),
  report: ({ context, params }) => readReport(context, params.id),
  reportDocument: async ({ context, params, query, reply }) => {
    const report = await readReport(context, params.id);
    return reply
      .header(
        'content-type',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      )
      .header('content-disposition', 'attachment; filename="everyline-report.docx"')
      .send(await reportDocument(report, query.language ?? context.language));
  },
  reportWorkbook: async ({ context, params, query, reply }) => {
    const report = await readReport(context, params.id);
    return sendWorkbook(
      reply,
      'everyline-report',
      await reportWorkbook(report, query.language ?? context.language),
    );
  },
  departmentRanking: ({ context, query }) => rankDepartments(context, query),
  rankingWorkbook: async ({ context, query, reply }) => {
    const ranking = await rankDepartments(context, query);
    return sendWorkbook(
      reply,
      'everyline-ranking',
      await rankingWorkbook(ranking, query.language ?? context.language),
    );
  },
};
