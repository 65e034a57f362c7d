import type { Language } from '@everyline/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { receiveFromChannel } from '../app/channels/receive-from-channel.ts';
import type { AppContext } from '../app/context.ts';
import { AppFault } from '../app/faults.ts';
import { isId } from '../app/is-id.ts';

/** A message of a platform is small: WeChat's texts have at most 2,048 octets. */
const mostBytes = 64 * 1024;

/** Where platforms send what citizens write: `/channels/ID`, answered as each platform wants it. */
export async function serveChannels(
  server: FastifyInstance,
  contextOf: (language: Language) => AppContext,
): Promise<void> {
  await server.register(
    (channels, _options, done) => {
      channels.removeAllContentTypeParsers();
      channels.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: mostBytes },
        (_request, body, parsed) => parsed(null, body),
      );
      const answer = async (request: FastifyRequest, reply: FastifyReply) => {
        const { id } = request.params as { id: string };
        if (!isId(id)) throw new AppFault('no_such_address');
        const response = await receiveFromChannel(
          contextOf('zh-CN'),
          id,
          {
            method: request.method === 'POST' ? 'POST' : 'GET',
            query: wordsOf(request.query),
            header: (name) => [request.headers[name]].flat()[0],
            body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
          },
          (cause) => request.log.error({ err: cause }, 'message of a channel not answered'),
        );
        return reply
          .status(response.status)
          .header('cache-control', 'no-store')
          .type(response.type)
          .send(response.body);
      };
      channels.get('/:id', answer);
      channels.post('/:id', answer);
      done();
    },
    { prefix: '/channels' },
  );
}

/** The words of a query; of what stands there twice, the last. */
function wordsOf(query: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((query ?? {}) as Record<string, string | string[]>).map(([name, value]) => [
      name,
      [value].flat().at(-1) ?? '',
    ]),
  );
}
