import type { FastifyReply, FastifyRequest } from 'fastify';

import { beginSignOn, signOnMs } from '../../app/sign-on/begin-sign-on.ts';
import { finishSignOn } from '../../app/sign-on/finish-sign-on.ts';
import { SignOnRefusal } from '../../app/sign-on/sign-on-refusal.ts';
import {
  changeSignOn,
  readSignOn,
  removeSignOn,
  signOnOffer,
} from '../../app/sign-on/sign-on-settings.ts';
import { headersOf, type Handlers } from '../handler.ts';

type SignOnRoutes =
  'signOnOffer' | 'beginSignOn' | 'finishSignOn' | 'signOn' | 'changeSignOn' | 'removeSignOn';

const cookieName = 'everyline_sign_on';

/** Signing on with a provider of identities; `publicUrl` is where people open the console, where that is known. */
export function signOnHandlers(publicUrl: string | undefined): Pick<Handlers, SignOnRoutes> {
  const consoleAddress = (request: FastifyRequest): string =>
    publicUrl ?? `${request.protocol}://${request.host}`;
  // It comes back from another site, so it must be sent with that; the session's own cookie stays strict.
  const cookie = (value: string, seconds: number): string =>
    [
      `${cookieName}=${value}`,
      'Path=/api/sign-on',
      `Max-Age=${seconds}`,
      'HttpOnly',
      'SameSite=Lax',
      ...(publicUrl?.startsWith('https:') ? ['Secure'] : []),
    ].join('; ');
  const toDoor = (reply: FastifyReply, refusal: SignOnRefusal): FastifyReply => {
    const { name } = refusal.about;
    const told = new URLSearchParams({ 'sign-on': refusal.problem, ...(name && { name }) });
    return reply.redirect(`/?${told.toString()}`);
  };
  return {
    signOnOffer: ({ context }) => signOnOffer(context),
    beginSignOn: async ({ context, request, reply }) => {
      try {
        const { url, kept } = await beginSignOn(context, consoleAddress(request));
        return await reply
          .header('set-cookie', cookie(encodeURIComponent(kept), signOnMs / 1000))
          .redirect(url);
      } catch (cause) {
        if (!(cause instanceof SignOnRefusal)) throw cause;
        request.log.warn({ problem: cause.problem, ...cause.about }, 'sign-on was not begun');
        return toDoor(reply, cause);
      }
    },
    finishSignOn: async ({ context, request, reply }) => {
      const from = { address: request.ip, headers: headersOf(request) };
      const address = new URL(request.url, consoleAddress(request));
      reply.header('set-cookie', cookie('', 0));
      try {
        const { setCookies } = await finishSignOn(context, from, {
          address,
          kept: cookieOf(request),
        });
        // A redirect would still count as coming from the provider's site, and the strict cookie would not be sent.
        return await reply
          .header('set-cookie', setCookies)
          .type('text/html; charset=utf-8')
          .send(onward);
      } catch (cause) {
        if (!(cause instanceof SignOnRefusal)) throw cause;
        request.log.warn({ problem: cause.problem, ...cause.about }, 'sign-on was refused');
        return toDoor(reply, cause);
      }
    },
    signOn: ({ context, request }) => readSignOn(context, consoleAddress(request)),
    changeSignOn: ({ context, body, request }) =>
      changeSignOn(context, body, consoleAddress(request)),
    removeSignOn: ({ context }) => removeSignOn(context),
  };
}

function cookieOf(request: FastifyRequest): string | null {
  const found = new RegExp(`(?:^|;\\s*)${cookieName}=([^;]*)`).exec(request.headers.cookie ?? '');
  try {
    return decodeURIComponent(found?.[1] ?? '') || null;
  } catch {
    return null;
  }
}

const onward = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=/">
<title>每线通 Everyline</title>
<p><a href="/">继续 / Continue</a></p>
</html>
`;
