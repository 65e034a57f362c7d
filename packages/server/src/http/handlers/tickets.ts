import { readFile } from 'node:fs/promises';

import { authorise } from '../../app/access/authorise.ts';
import { AppFault } from '../../app/faults.ts';
import { forgetFilter, listSavedFilters, saveFilter } from '../../app/filters/saved-filters.ts';
import { askRetest } from '../../app/tickets/ask-retest.ts';
import { attachFile, mostAttachmentBytes, readAttachment } from '../../app/tickets/attach-file.ts';
import { commentTicket } from '../../app/tickets/comment-ticket.ts';
import { importTickets } from '../../app/tickets/import-tickets.ts';
import { exportTickets, listTickets } from '../../app/tickets/list-tickets.ts';
import {
  directTicket,
  directTickets,
  workTicket,
  workTickets,
} from '../../app/tickets/move-ticket.ts';
import { openTicket } from '../../app/tickets/open-ticket.ts';
import { readTicket } from '../../app/tickets/read-ticket.ts';
import { changeTicketPolicy, readTicketPolicy } from '../../app/tickets/ticket-rules.ts';
import { visibleTicket } from '../../app/tickets/visible-ticket.ts';
import type { Handlers } from '../handler.ts';
import { ticketWorkbook } from '../ticket-workbook.ts';
import { sendAttachment } from '../send-attachment.ts';
import { sendWorkbook } from '../send-workbook.ts';
import type { Uploads } from '../uploads.ts';

type TicketRoutes =
  | 'listTickets'
  | 'exportTickets'
  | 'openTicket'
  | 'ticket'
  | 'workTicket'
  | 'directTicket'
  | 'workTickets'
  | 'directTickets'
  | 'importTickets'
  | 'retestTicket'
  | 'commentTicket'
  | 'attachToTicket'
  | 'ticketAttachment'
  | 'ticketPolicy'
  | 'changeTicketPolicy'
  | 'listSavedFilters'
  | 'saveFilter'
  | 'forgetFilter';

const done = { done: true } as const;

export function ticketHandlers(uploads: Uploads): Pick<Handlers, TicketRoutes> {
  return {
    listTickets: ({ context, query }) => listTickets(context, query),
    exportTickets: async ({ context, query, reply }) => {
      const { language = context.language, ...filter } = query;
      const workbook = await ticketWorkbook(exportTickets(context, filter), language);
      return sendWorkbook(reply, 'everyline-tickets', workbook);
    },
    openTicket: ({ context, body }) => openTicket(context, body),
    ticket: ({ context, params }) => readTicket(context, params.id),
    workTicket: ({ context, params, body }) => workTicket(context, params.id, body),
    directTicket: ({ context, params, body }) => directTicket(context, params.id, body),
    workTickets: ({ context, body }) => workTickets(context, body),
    directTickets: ({ context, body }) => directTickets(context, body),
    importTickets: async ({ context, request }) => {
      // Asked before a byte is written to disk.
      await authorise(context, 'tickets.comment');
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        return await importTickets(context, { name, sizeBytes, at: { path } });
      }
      throw new AppFault('unsupported_media');
    },
    retestTicket: ({ context, params }) => askRetest(context, params.id),
    commentTicket: async ({ context, params, body }) => {
      await commentTicket(context, params.id, body.text);
      return done;
    },
    attachToTicket: async ({ context, params, request }) => {
      // Who may not attach sends no file.
      await visibleTicket(context, 'tickets.comment', params.id);
      const attached = [];
      for await (const { name, path, sizeBytes } of uploads.receive(request)) {
        if (sizeBytes > mostAttachmentBytes) {
          throw new AppFault('too_large', { limit: `${mostAttachmentBytes / 1024 ** 2} MB` }, name);
        }
        const bytes = new Uint8Array(await readFile(path));
        attached.push(await attachFile(context, params.id, { name, bytes }));
      }
      return attached;
    },
    ticketAttachment: async ({ context, params, reply }) =>
      sendAttachment(reply, await readAttachment(context, params.id, params.attachmentId)),
    ticketPolicy: ({ context }) => readTicketPolicy(context),
    changeTicketPolicy: ({ context, body }) => changeTicketPolicy(context, body),
    listSavedFilters: ({ context, query }) => listSavedFilters(context, query.page),
    saveFilter: ({ context, body }) => saveFilter(context, body),
    forgetFilter: async ({ context, params }) => {
      await forgetFilter(context, params.id);
      return done;
    },
  };
}
