import type { Language } from '@everyline/contract';
import fastifyMultipart from '@fastify/multipart';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';

import type { AccountContext } from '../app/accounts/account-context.ts';
import { mayHaveWidget } from '../app/channels/widget-origins.ts';
import type { readHealth } from '../app/health/read-health.ts';
import { needsSecondFactor } from '../app/accounts/sign-in-rules.ts';
import { AppFault } from '../app/faults.ts';
import { newId } from '../app/new-id.ts';
import { SignInLimits } from '../app/session/sign-in-limits.ts';
import { tokenActor } from '../app/tokens/token-actor.ts';
import { serveApiDocument } from './api-document.ts';
import { registerRoutes } from './api-routes.ts';
import { serveConsole } from './console-pages.ts';
import { answerFaults } from './errors.ts';
import { headersOf, type Handlers } from './handler.ts';
import { announcementHandlers } from './handlers/announcements.ts';
import { callingHandlers } from './handlers/calling.ts';
import { campaignHandlers } from './handlers/campaigns.ts';
import { caseHandlers } from './handlers/cases.ts';
import { capacityHandlers } from './handlers/capacity.ts';
import { badHourHandlers } from './handlers/bad-hours.ts';
import { channelHandlers } from './handlers/channels.ts';
import { conversationHandlers } from './handlers/conversations.ts';
import { consolidationHandlers } from './handlers/consolidation.ts';
import { cityHandlers } from './handlers/city.ts';
import { departmentHandlers } from './handlers/departments.ts';
import { eventHandlers } from './handlers/events.ts';
import { gapHandlers } from './handlers/gaps.ts';
import { knowledgeDocumentHandlers } from './handlers/knowledge-documents.ts';
import { knowledgeHandlers } from './handlers/knowledge.ts';
import { lineReportHandlers } from './handlers/line-reports.ts';
import { lineHandlers } from './handlers/lines.ts';
import { ownerHandlers } from './handlers/owners.ts';
import { programmeHandlers } from './handlers/programmes.ts';
import { peopleHandlers } from './handlers/people.ts';
import { reportHandlers } from './handlers/reports.ts';
import { sessionHandlers } from './handlers/session.ts';
import { signOnHandlers } from './handlers/sign-on.ts';
import { sourceHandlers } from './handlers/sources.ts';
import { spotRoundHandlers } from './handlers/spot-rounds.ts';
import { tellingHandlers } from './handlers/telling.ts';
import { ticketHandlers } from './handlers/tickets.ts';
import { topicHandlers } from './handlers/topics.ts';
import { workOrderHandlers } from './handlers/work-orders.ts';
import { serveWidget } from './widget/serve-widget.ts';
import { serveChannels } from './serve-channels.ts';
import { languageOf } from './language.ts';
import { serveMetrics } from './metrics.ts';
import { keepRawBodies } from './raw-bodies.ts';
import { servePortal } from './portal/serve-portal.ts';
import { guardBrowsers } from './security.ts';
import { maxUploadBytes, maxUploadFiles, uploadsTo } from './uploads.ts';
import { validatorCompiler } from './validation.ts';

export interface HttpOptions {
  /** Everything but the actor and the language, which each request brings. */
  readonly system: AccountContext;
  readonly health: Parameters<typeof readHealth>[1];
  /** The one-time code of the first run; null when the set-up is done. */
  readonly setupCode: string | null;
  readonly publicUrl: string | undefined;
  /** True when a proxy on this machine stands before the server and says who asks. */
  readonly behindProxy: boolean;
  readonly consoleFolder: string;
  readonly uploadFolder: string;
  readonly logger: FastifyBaseLogger;
}

/** The largest JSON body: a list of 50,000 numbers fits. */
const bodyLimitBytes = 4 * 1024 ** 2;

/** The server of the API, the console, the documentation and the metrics. */
export async function buildServer(options: HttpOptions): Promise<FastifyInstance> {
  const { system } = options;
  const server = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(system),
    trustProxy: options.behindProxy ? 'loopback' : false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: 0,
    forceCloseConnections: true,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
  answerFaults(server);
  guardBrowsers(server, options.publicUrl, (origin) => mayHaveWidget(system, origin));
  await server.register(fastifyMultipart, {
    limits: { fileSize: maxUploadBytes, files: maxUploadFiles, fields: 20, fieldSize: 10_000 },
    throwFileSizeLimit: false,
  });
  await serveApiDocument(server, options.health.version);

  const rawBodyOf = keepRawBodies(server, '/api/work-orders/');
  const contextOf = contextFrom(system);
  const limits = new SignInLimits();
  const handlers: Handlers = {
    ...sessionHandlers({ limits, setupCode: options.setupCode }),
    ...signOnHandlers(options.publicUrl),
    ...ownerHandlers(limits),
    ...peopleHandlers,
    ...cityHandlers(options.health),
    ...departmentHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...lineHandlers,
    ...lineReportHandlers(),
    ...reportHandlers,
    ...spotRoundHandlers,
    ...capacityHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...badHourHandlers,
    ...consolidationHandlers,
    ...sourceHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...ticketHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...caseHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...conversationHandlers(),
    ...channelHandlers,
    ...gapHandlers,
    ...topicHandlers,
    ...workOrderHandlers(rawBodyOf),
    ...programmeHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...knowledgeDocumentHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...knowledgeHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...tellingHandlers,
    ...callingHandlers,
    ...announcementHandlers(uploadsTo(options.uploadFolder, () => newId(system))),
    ...campaignHandlers,
    ...eventHandlers,
  };
  const publicContext = (language: Language): AccountContext => ({
    ...system,
    actor: { kind: 'system', name: 'door' },
    language,
  });
  registerRoutes(server, {
    handlers,
    contextOf,
    publicContext: (request) => publicContext(languageOf(request.headers['accept-language'])),
  });
  await serveChannels(server, publicContext);
  await serveWidget(server, system);
  await servePortal(server, publicContext, options.publicUrl);
  serveMetrics(server, { system, contextOf });
  await serveConsole(server, options.consoleFolder);
  return server;
}

/** What somebody may ask for who still has to set up a second factor: the session and what belongs to it. */
const withoutSecondFactor = /^\/api\/session(?=[/?]|$)/;

/** The context of a request: by its token, else by its session; null when it has neither. */
function contextFrom(system: AccountContext) {
  return async (request: FastifyRequest): Promise<AccountContext | null> => {
    const language = languageOf(request.headers['accept-language']);
    const { authorization, cookie } = request.headers;
    const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const actor = await tokenActor(system, bearer);
      return actor && { ...system, actor, language };
    }
    if (cookie === undefined) return null;
    const signedIn = await system.accounts.session(headersOf(request));
    if (
      signedIn?.secondFactor === false &&
      !signedIn.strong &&
      !withoutSecondFactor.test(request.url) &&
      (await needsSecondFactor(system, signedIn.actor))
    ) {
      throw new AppFault('second_factor_due');
    }
    return signedIn && { ...system, actor: signedIn.actor, language };
  };
}
