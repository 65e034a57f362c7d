import { readFile } from 'node:fs/promises';

import type { AnnouncementImport } from '@everyline/contract';

import {
  authoriseLabels,
  labelAnnouncement,
  unlabelAnnouncement,
} from '../../app/announcements/change-word.ts';
import { mostFileBytes } from '../../app/announcements/exchange-file.ts';
import { exportAnnouncements } from '../../app/announcements/export-announcements.ts';
import { importAnnouncements } from '../../app/announcements/import-announcements.ts';
import { listAnnouncements } from '../../app/announcements/list-announcements.ts';
import { listenToAnnouncement } from '../../app/announcements/listen-to-announcement.ts';
import { mergeAnnouncement } from '../../app/announcements/merge-announcement.ts';
import { readAnnouncement } from '../../app/announcements/read-announcement.ts';
import { splitAnnouncement } from '../../app/announcements/split-announcement.ts';
import { AppFault } from '../../app/faults.ts';
import type { Handlers } from '../handler.ts';
import { sendRange } from '../send-range.ts';
import type { Uploads } from '../uploads.ts';

type AnnouncementRoutes =
  | 'listAnnouncements'
  | 'announcement'
  | 'announcementAudio'
  | 'labelAnnouncement'
  | 'unlabelAnnouncement'
  | 'mergeAnnouncement'
  | 'splitAnnouncement'
  | 'exportAnnouncements'
  | 'importAnnouncements';

export function announcementHandlers(uploads: Uploads): Pick<Handlers, AnnouncementRoutes> {
  return {
    listAnnouncements: ({ context, query }) => listAnnouncements(context, query),
    announcement: ({ context, params }) => readAnnouncement(context, params.id),
    announcementAudio: async ({ context, params, request, reply }) => {
      const wav = await listenToAnnouncement(context, params.id);
      return sendRange(request, reply.type('audio/wav'), wav);
    },
    labelAnnouncement: ({ context, params, body }) => labelAnnouncement(context, params.id, body),
    unlabelAnnouncement: ({ context, params }) => unlabelAnnouncement(context, params.id),
    mergeAnnouncement: ({ context, params, body }) =>
      mergeAnnouncement(context, params.id, body.into),
    splitAnnouncement: ({ context, params, body }) =>
      splitAnnouncement(context, params.id, body.probeIds),
    exportAnnouncements: async ({ context, query, reply }) =>
      reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="everyline-announcements.json"')
        .send(JSON.stringify(await exportAnnouncements(context, query.licence))),
    importAnnouncements: async ({ context, query, request }) => {
      // Who may not import sends no file.
      await authoriseLabels(context);
      const answers: AnnouncementImport[] = [];
      for await (const { name, path, sizeBytes } of uploads.receive(request)) {
        if (sizeBytes > mostFileBytes) {
          throw new AppFault('too_large', { limit: `${mostFileBytes / 1024 ** 2} MB` }, name);
        }
        const bytes = new Uint8Array(await readFile(path));
        answers.push(await importAnnouncements(context, bytes, { accept: query.accept ?? false }));
      }
      return answers;
    },
  };
}
