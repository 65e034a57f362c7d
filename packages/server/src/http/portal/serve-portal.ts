import { lineReportKinds, localTime } from '@everyline/domain';
import type { Language } from '@everyline/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { AppContext } from '../../app/context.ts';
import { AppFault, FAULTS, faultSentence } from '../../app/faults.ts';
import { isId } from '../../app/is-id.ts';
import { namedId } from '../../app/named-id.ts';
import { LinkLimits } from '../../app/owners/link-limits.ts';
import { readPortalLine } from '../../app/portal/read-portal-line.ts';
import { readPortalOffice } from '../../app/portal/read-portal-office.ts';
import { RememberedStatus } from '../../app/portal/remembered-status.ts';
import { reportPortalLine } from '../../app/portal/report-portal-line.ts';
import { requireOpenPortal } from '../../app/portal/require-open-portal.ts';
import { searchPortal } from '../../app/portal/search-portal.ts';
import { cityCalendar } from '../../app/settings/city-calendar.ts';
import { asFault } from '../errors.ts';
import { asLanguage, languageOf } from '../language.ts';
import { longDay } from '../report-words.ts';
import { sendUnlessKnown } from '../send-unless-known.ts';
import type { Html } from './html.ts';
import {
  faultContent,
  foundContent,
  lineContent,
  nameOf,
  officeContent,
  reportedContent,
  startContent,
} from './portal-contents.ts';
import { portalPage, type PortalView } from './portal-page.ts';
import { portalWords } from './portal-words.ts';
import { statusContent } from './status-content.ts';
import { feedAddress, statusFeed } from './status-feed.ts';

const mostQuestion = 100;
/** One field of a form with one short word. */
const mostFormBytes = 1_000;
const rememberedSeconds = 365 * 86_400;

type ContextOf = (language: Language) => AppContext;
interface ById {
  readonly Params: { readonly id: string };
}

/**
 * The citizens' portal: pages that need neither an account nor a script, under `/portal`.
 *
 * @param publicUrl where it is known to be served; otherwise links in feeds are to where they were asked for
 */
export async function servePortal(
  server: FastifyInstance,
  contextOf: ContextOf,
  publicUrl: string | undefined,
): Promise<void> {
  await server.register(
    (portal, _options, done) => {
      const limits = new LinkLimits();
      portal.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: mostFormBytes },
        (_request, body, parsed) => {
          parsed(null, Object.fromEntries(new URLSearchParams(String(body))));
        },
      );
      portal.addHook('onRequest', async (request) => {
        const waitMs = limits.waitMs(request.ip, contextOf('zh-CN').clock.nowMs());
        if (waitMs > 0) {
          throw new AppFault('too_many_requests', { seconds: Math.ceil(waitMs / 1000) });
        }
      });
      portal.setErrorHandler((cause, request, reply) => sayFault(cause, request, reply));
      addPages(portal, contextOf, publicUrl);
      done();
    },
    { prefix: '/portal' },
  );
}

function addPages(
  portal: FastifyInstance,
  contextOf: ContextOf,
  publicUrl: string | undefined,
): void {
  const statuses = new RememberedStatus();
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    page: (context: AppContext, view: PortalView) => Promise<[string | null, Html]>,
  ) => {
    const view = viewOf(request);
    const context = contextOf(view.language);
    const cityName = await requireOpenPortal(context);
    const [title, content] = await page(context, view);
    return sendPage(reply, portalPage(view, cityName, title, content));
  };

  portal.get('/', (request, reply) =>
    send(request, reply, async (context, { language }) => {
      const { q } = request.query as { q?: string | string[] };
      const asked = [q ?? ''].flat().join(' ').trim().slice(0, mostQuestion);
      if (asked === '') return [null, startContent(language)];
      return [asked, foundContent(language, asked, await searchPortal(context, asked))];
    }),
  );
  portal.get<ById>('/lines/:id', (request, reply) =>
    send(request, reply, async (context, { language }) => {
      const line = await readPortalLine(context, idIn(request.params));
      return [`${nameOf(language, line)} ${line.number}`, lineContent(language, line)];
    }),
  );
  portal.get<ById>('/offices/:id', (request, reply) =>
    send(request, reply, async (context, { language }) => {
      const office = await readPortalOffice(context, idIn(request.params));
      return [office.name, officeContent(language, office)];
    }),
  );
  portal.post<ById>('/lines/:id/reports', (request, reply) =>
    send(request, reply, async (context, { language }) => {
      const id = idIn(request.params);
      const said = (request.body as { kind?: unknown } | null)?.kind;
      const kind = lineReportKinds.find((one) => one === said);
      if (kind === undefined) {
        const detail = { zh: '没有选遇到的情况', en: 'what happened was not chosen' };
        throw new AppFault('invalid_input', { detail });
      }
      const { sentence } = await reportPortalLine(context, id, kind, request.ip);
      const text = language === 'en' ? sentence.en : sentence.zh;
      return [portalWords[language].reported, reportedContent(language, id, text)];
    }),
  );
  portal.get('/status', async (request, reply) => {
    const view = viewOf(request);
    const { language } = view;
    const context = contextOf(language);
    const cityName = await requireOpenPortal(context);
    const { office } = request.query as { office?: string };
    const status = await statuses.read(context, officeIn(office));
    const content = statusContent(language, status, dayIn(language));
    return sendUnlessKnown(request, reply.header('vary', 'accept-language, cookie'), {
      body: portalPage(view, cityName, portalWords[language].status, content),
      type: 'text/html; charset=utf-8',
      cache: 'no-cache',
    });
  });
  portal.get('/feed.atom', async (request, reply) => {
    const { office, language: asked } = request.query as { office?: string; language?: string };
    const language = asLanguage(asked) ?? viewOf(request).language;
    const context = contextOf(language);
    const cityName = await requireOpenPortal(context);
    const status = await statuses.read(context, officeIn(office));
    const site = publicUrl ?? `${request.protocol}://${request.host}`;
    const installation = await context.store.settings.installation();
    const address = feedAddress(language, status.office?.id ?? null);
    const id = await namedId(`${installation} ${address}`);
    return sendUnlessKnown(request, reply.header('vary', 'accept-language, cookie'), {
      body: statusFeed(language, status, { id, site, cityName }),
      type: 'application/atom+xml; charset=utf-8',
      cache: 'public, max-age=300',
    });
  });
  portal.get('/view', async (request, reply) => {
    const { size, language, back } = request.query as Record<string, unknown>;
    const cookies = [
      ...(size === 'large' || size === 'usual' ? [cookie('portal_size', size)] : []),
      ...(asLanguage(language) === null ? [] : [cookie('portal_language', String(language))]),
    ];
    // Only to pages of the portal: nobody is led elsewhere from here.
    const isOwn = typeof back === 'string' && /^\/portal(?:[/?][\x21-\x7e]*)?$/.test(back);
    return reply
      .header('set-cookie', cookies)
      .header('cache-control', 'no-store')
      .redirect(isOwn ? back : '/portal', 303);
  });
  portal.get('/*', () => {
    throw new AppFault('no_such_address');
  });
}

function cookie(name: string, value: string): string {
  return `${name}=${value}; Path=/portal; Max-Age=${rememberedSeconds}; SameSite=Lax; HttpOnly`;
}

/** The office that a page is asked for, null where it is the whole city. */
function officeIn(office: string | undefined): string | null {
  return office === undefined || office === '' ? null : idIn({ id: office });
}

/** How a day is written, in the city's time. */
function dayIn(language: Language): (atMs: number) => string {
  const calendar = cityCalendar();
  return (atMs) => longDay(localTime(calendar, atMs).day, language);
}

function idIn({ id }: { readonly id: string }): string {
  if (!isId(id)) throw new AppFault('no_such_address');
  return id;
}

function viewOf(request: FastifyRequest): PortalView {
  const chosen = (name: string) =>
    new RegExp(`(?:^|; *)${name}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
  return {
    language:
      asLanguage(chosen('portal_language')) ?? languageOf(request.headers['accept-language']),
    large: chosen('portal_size') === 'large',
    // After a form there is no page of that address to come back to.
    address: request.method === 'GET' ? request.url : '/portal',
  };
}

function sayFault(cause: unknown, request: FastifyRequest, reply: FastifyReply) {
  let fault = asFault(cause);
  if (fault === null) {
    request.log.error({ err: cause }, 'request failed');
    fault = new AppFault('internal');
  }
  const view = viewOf(request);
  const values = { ...fault.values, requestId: request.id };
  const { message } = faultSentence(fault.code, values, view.language);
  const title = portalWords[view.language].wrong;
  const page = portalPage(view, '', title, faultContent(view.language, message));
  return sendPage(reply.status(FAULTS[fault.code].status), page);
}

function sendPage(reply: FastifyReply, page: string) {
  return reply
    .header('cache-control', 'no-cache')
    .header('vary', 'accept-language, cookie')
    .type('text/html; charset=utf-8')
    .send(page);
}
