import type { FastifyReply } from 'fastify';

/** Answers with an Excel file that the browser keeps under a name. */
export function sendWorkbook(reply: FastifyReply, name: string, workbook: Buffer): FastifyReply {
  return reply
    .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename="${name}.xlsx"`)
    .send(workbook);
}
