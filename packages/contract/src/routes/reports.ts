import * as reports from '../reports.ts';
import type { Route } from './route.ts';
import { ById, File } from '../schema.ts';

/** Reports of a week or a campaign: drafted from what is on record, issued with their figures. */
export const reportRoutes = {
  listReports: {
    method: 'GET',
    path: '/api/reports',
    tag: 'reports',
    summary: 'Issued reports, newest first',
    permission: 'reports.see',
    answer: 'json',
    response: reports.Reports,
  },
  reportDraft: {
    method: 'GET',
    path: '/api/report-draft',
    tag: 'reports',
    summary: 'The report of a week or a campaign as it would be issued now',
    permission: 'reports.see',
    query: reports.ReportQuery,
    answer: 'json',
    response: reports.Report,
  },
  issueReport: {
    method: 'POST',
    path: '/api/reports',
    tag: 'reports',
    summary: 'Issue a report: its figures are read once more and kept as they are',
    permission: 'reports.issue',
    body: reports.NewReport,
    answer: 'json',
    response: reports.Report,
  },
  report: {
    method: 'GET',
    path: '/api/reports/:id',
    tag: 'reports',
    summary: 'An issued report with its figures',
    permission: 'reports.see',
    params: ById,
    answer: 'json',
    response: reports.Report,
  },
  reportDocument: {
    method: 'GET',
    path: '/api/reports/:id/report.docx',
    tag: 'reports',
    summary: 'An issued report as a Word document',
    permission: 'reports.see',
    params: ById,
    query: reports.ReportFileQuery,
    answer: 'file',
    response: File,
  },
  reportWorkbook: {
    method: 'GET',
    path: '/api/reports/:id/report.xlsx',
    tag: 'reports',
    summary: 'An issued report as an Excel file',
    permission: 'reports.see',
    params: ById,
    query: reports.ReportFileQuery,
    answer: 'file',
    response: File,
  },
} as const satisfies Readonly<Record<string, Route>>;
