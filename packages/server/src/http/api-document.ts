import { routes, type Route } from '@everyline/contract';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** OpenAPI at /docs/json and its reader at /docs, both served from here and not from the web. */
export async function serveApiDocument(server: FastifyInstance, version: string): Promise<void> {
  await server.register(fastifySwagger, {
    // Operations have a tag; pages for people and what is spoken with platforms in their own ways have none.
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Everyline 每线通',
        version,
        description:
          'Every public phone number gets through, and helps. 让每一个公布的号码打得通、办得成。',
      },
      tags: [...new Set((Object.values(routes) as Route[]).map((route) => route.tag))].map(
        (name) => ({ name }),
      ),
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'everyline.session_token' },
          signature: {
            type: 'apiKey',
            in: 'header',
            name: 'everyline-signature',
            description:
              'v1= and HMAC-SHA256 in hexadecimal, with the secret of the work-order system, over v1, method, path with query, timestamp, nonce and SHA-256 of the body in hexadecimal, joined by line feeds; everyline-key (id of the system), everyline-timestamp (seconds, within 300 of now) and everyline-nonce (16 to 64 letters and digits, used once) stand beside it.',
          },
          token: { type: 'http', scheme: 'bearer', description: 'A read-only API token.' },
        },
      },
    },
  });
  await server.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true, validatorUrl: null },
    staticCSP: false,
  });
}
