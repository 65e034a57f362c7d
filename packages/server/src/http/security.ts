import type { FastifyInstance, FastifyRequest } from 'fastify';

import { AppFault } from '../app/faults.ts';

/** antd writes its styles into the page, so styles may be inline; scripts never are. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What the widget in a page of somebody else asks for; it brings the secret of a conversation and never a cookie. */
const forWidgets = /^\/api\/public\/conversations(?=[/?]|$)/;

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Sets the headers that keep browsers careful, and refuses changes that a page of another site asks
 * for with the visitor's cookie (OWASP CSRF: verify the origin, beside SameSite=Strict cookies). Sites whose pages may have
 * the widget may speak with conversations of citizens, and with nothing else.
 */
export function guardBrowsers(
  server: FastifyInstance,
  publicUrl: string | undefined,
  mayHaveWidget: (origin: string) => Promise<boolean>,
): void {
  const publicHost = publicUrl === undefined ? null : new URL(publicUrl).host;
  const secure = publicUrl?.startsWith('https:') ?? false;
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
      ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
    });
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (forWidgets.test(request.url) && (await fromWidget(request, mayHaveWidget))) {
      reply.headers({
        'access-control-allow-origin': request.headers.origin,
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'origin',
      });
      if (request.method !== 'OPTIONS') return;
      return reply
        .headers({
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'authorization, content-type',
          'access-control-max-age': '600',
        })
        .status(204)
        .send();
    }
    if (!safe.has(request.method) && !fromOwnPage(request, publicHost)) {
      throw new AppFault('foreign_origin');
    }
  });
}

/** A page of another site that an administrator has allowed to have the widget. */
async function fromWidget(
  { headers: { origin } }: FastifyRequest,
  mayHaveWidget: (origin: string) => Promise<boolean>,
): Promise<boolean> {
  return origin !== undefined && origin.length <= 300 && (await mayHaveWidget(origin));
}

function fromOwnPage(request: FastifyRequest, publicHost: string | null): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  // Programs send no origin; they bring no cookie that a browser added by itself.
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  // The same default port may be written or left out.
  const own = URL.canParse(`${from.protocol}//${host ?? ''}`)
    ? new URL(`${from.protocol}//${host ?? ''}`).host
    : null;
  return from.host === own || from.host === publicHost;
}
