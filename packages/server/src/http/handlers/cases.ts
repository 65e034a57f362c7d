import { readFile } from 'node:fs/promises';

import type { Language } from '@everyline/contract';
import type { FastifyReply } from 'fastify';

import { authorise } from '../../app/access/authorise.ts';
import { attachToCase, readCaseAttachment } from '../../app/cases/attach-to-case.ts';
import { changeCasePolicy, readCasePolicy } from '../../app/cases/case-rules.ts';
import { commentCase } from '../../app/cases/comment-case.ts';
import { importCases } from '../../app/cases/import-cases.ts';
import {
  exportCases,
  exportCasesInFull,
  listCases,
  type FiledCase,
} from '../../app/cases/list-cases.ts';
import { lookAtContact } from '../../app/cases/look-at-contact.ts';
import { directCase, directCases, workCase, workCases } from '../../app/cases/move-case.ts';
import { openCase } from '../../app/cases/open-case.ts';
import { readCase } from '../../app/cases/read-case.ts';
import { tellCitizen } from '../../app/cases/tell-citizen.ts';
import { visibleCase } from '../../app/cases/visible-case.ts';
import { AppFault } from '../../app/faults.ts';
import { mostAttachmentBytes } from '../../app/tickets/attach-file.ts';
import { caseCsv, caseWorkbook } from '../case-file.ts';
import type { Handlers } from '../handler.ts';
import { sendAttachment } from '../send-attachment.ts';
import { sendWorkbook } from '../send-workbook.ts';
import type { Uploads } from '../uploads.ts';

type CaseRoutes =
  | 'listCases'
  | 'openCase'
  | 'exportCases'
  | 'exportCasesInFull'
  | 'importCases'
  | 'case'
  | 'workCase'
  | 'directCase'
  | 'workCases'
  | 'directCases'
  | 'commentCase'
  | 'tellCitizen'
  | 'lookAtContact'
  | 'attachToCase'
  | 'caseAttachment'
  | 'casePolicy'
  | 'changeCasePolicy';

const done = { done: true } as const;

export function caseHandlers(uploads: Uploads): Pick<Handlers, CaseRoutes> {
  return {
    listCases: ({ context, query }) => listCases(context, query),
    openCase: ({ context, body }) => openCase(context, body),
    exportCases: async ({ context, query, reply }) => {
      const { language = context.language, format = 'xlsx', ...filters } = query;
      return sendCases(reply, exportCases(context, filters), format, language);
    },
    exportCasesInFull: async ({ context, body, reply }) => {
      const { language = context.language, format = 'xlsx', reason, ...filters } = body;
      return sendCases(reply, exportCasesInFull(context, filters, reason), format, language);
    },
    importCases: async ({ context, request }) => {
      // Asked before a byte is written to disk.
      await authorise(context, 'cases.open');
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        return await importCases(context, { name, sizeBytes, at: { path } });
      }
      throw new AppFault('unsupported_media');
    },
    case: ({ context, params }) => readCase(context, params.id),
    workCase: ({ context, params, body }) => workCase(context, params.id, body),
    directCase: ({ context, params, body }) => directCase(context, params.id, body),
    workCases: ({ context, body }) => workCases(context, body),
    directCases: ({ context, body }) => directCases(context, body),
    commentCase: async ({ context, params, body }) => {
      await commentCase(context, params.id, body.text);
      return done;
    },
    tellCitizen: ({ context, params, body }) => tellCitizen(context, params.id, body),
    lookAtContact: ({ context, params, body }) => lookAtContact(context, params.id, body.reason),
    attachToCase: async ({ context, params, request }) => {
      // Who may not attach sends no file.
      await visibleCase(context, 'cases.comment', params.id);
      const attached = [];
      for await (const { name, path, sizeBytes } of uploads.receive(request)) {
        if (sizeBytes > mostAttachmentBytes) {
          throw new AppFault('too_large', { limit: `${mostAttachmentBytes / 1024 ** 2} MB` }, name);
        }
        const bytes = new Uint8Array(await readFile(path));
        attached.push(await attachToCase(context, params.id, { name, bytes }));
      }
      return attached;
    },
    caseAttachment: async ({ context, params, reply }) =>
      sendAttachment(reply, await readCaseAttachment(context, params.id, params.attachmentId)),
    casePolicy: ({ context }) => readCasePolicy(context),
    changeCasePolicy: ({ context, body }) => changeCasePolicy(context, body),
  };
}

async function sendCases(
  reply: FastifyReply,
  cases: AsyncIterable<FiledCase>,
  format: 'xlsx' | 'csv',
  language: Language,
): Promise<FastifyReply> {
  if (format === 'xlsx') {
    return sendWorkbook(reply, 'everyline-cases', await caseWorkbook(cases, language));
  }
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="everyline-cases.csv"')
    .send(await caseCsv(cases, language));
}
