import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

import { AppFault, FAULTS } from '../app/faults.ts';
import { faultBody } from './errors.ts';

/** The console's built pages; every address that is no file and no operation is one of its pages. */
export async function serveConsole(server: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (page !== null) await serveFiles(server, folder);
  server.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const isPage =
      request.method === 'GET' &&
      page !== null &&
      !/^\/(api|docs|metrics)(\/|$)/.test(path) &&
      !/\.[a-z0-9]{2,5}$/i.test(path);
    if (isPage) {
      return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
    }
    const fault = new AppFault('no_such_address');
    return reply.status(FAULTS[fault.code].status).send(faultBody(fault, request));
  });
}

async function serveFiles(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite names assets by their content.
      const lasting = path.includes('/assets/');
      void reply.header(
        'cache-control',
        lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}
