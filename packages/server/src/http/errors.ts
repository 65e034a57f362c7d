import type { Fault } from '@everyline/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { AppFault, FAULTS, faultSentence } from '../app/faults.ts';
import { languageOf } from './language.ts';

/** A fault of the table, also for Fastify's and PostgreSQL's codes; null for what nobody foresaw. */
export function asFault(cause: unknown): AppFault | null {
  if (cause instanceof AppFault) return cause;
  const { code, statusCode } = (cause ?? {}) as { code?: unknown; statusCode?: unknown };
  const name = typeof code === 'string' ? code : '';
  if (
    name === 'FST_ERR_CTP_BODY_TOO_LARGE' ||
    name === 'FST_REQ_FILE_TOO_LARGE' ||
    name === 'FST_FILES_LIMIT'
  ) {
    return new AppFault('too_large', {
      limit: name === 'FST_FILES_LIMIT' ? '100 files' : '1 MB / 2 GB',
    });
  }
  if (name === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || name === 'FST_INVALID_MULTIPART_CONTENT_TYPE') {
    return new AppFault('unsupported_media');
  }
  if (/^(ECONNREFUSED|ECONNRESET|57P0\d|08\d\d\d|53300)$/.test(name))
    return new AppFault('database_down');
  if (statusCode === 400) {
    const detail = { zh: '请求无法解析', en: 'the request cannot be parsed' };
    return new AppFault('invalid_input', { detail });
  }
  return null;
}

/** The body of a failed request, in the language of the one who asked. */
export function faultBody(fault: AppFault, request: FastifyRequest): Fault {
  const values = { ...fault.values, requestId: request.id };
  const { message, wayOut } = faultSentence(
    fault.code,
    values,
    languageOf(request.headers['accept-language']),
  );
  return { code: fault.code, message, place: fault.place, wayOut, requestId: request.id };
}

/** Answers every failure with one clear sentence; a stack goes to the log only. */
export function answerFaults(server: FastifyInstance): void {
  server.setErrorHandler((cause, request, reply) => {
    let fault = asFault(cause);
    if (!fault) {
      request.log.error({ err: cause }, 'request failed');
      fault = new AppFault('internal');
    }
    return reply.status(FAULTS[fault.code].status).send(faultBody(fault, request));
  });
}
