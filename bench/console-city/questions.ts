import type { RouteName, Routes } from '@everyline/contract';
import { oneOf } from '@everyline/exchange';

/** What is read, not done. */
export type ReadRoute = {
  [N in RouteName]: Routes[N]['method'] extends 'GET' ? N : never;
}[RouteName];

/** Somebody who is signed in, and what there is inside their scope. */
export interface Caller {
  readonly name: string;
  readonly cookie: string;
  readonly isCityWide: boolean;
  readonly mayAsk: (route: ReadRoute) => boolean;
  readonly departments: readonly string[];
  readonly lines: readonly string[];
  readonly tickets: readonly string[];
  readonly cases: readonly string[];
  readonly probes: readonly string[];
  readonly campaigns: readonly string[];
  readonly sources: readonly string[];
  readonly announcements: readonly string[];
  readonly accounts: readonly string[];
  readonly programmes: readonly string[];
  readonly measures: readonly string[];
  readonly rounds: readonly string[];
  readonly entries: readonly string[];
}

interface Asked {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/** How a page of the console asks a route; null where this caller has nothing to ask it about. */
export type Question = (who: Caller, random: () => number) => Asked | null;

/** Why a route is not held to the limit of lists and pages. */
export interface Apart {
  readonly apart: string;
  readonly ask: Question | null;
}

const plain: Question = () => ({});
/** Of what a caller knows the ids. */
type Known = {
  [K in keyof Caller]: Caller[K] extends readonly string[] ? K : never;
}[keyof Caller];
const byId =
  (kind: Known): Question =>
  (who, random) =>
    who[kind].length === 0 ? null : { params: { id: oneOf(who[kind], random) } };

/** A list with one of its filters, on one of its pages: the first mostly, and often a deep one. */
const list =
  (
    pages: number,
    ...filters: readonly ((who: Caller, random: () => number) => Record<string, unknown>)[]
  ): Question =>
  (who, random) => {
    const filter = filters.length === 0 ? {} : oneOf(filters, random)(who, random);
    const deepest = who.isCityWide ? pages : Math.ceil(pages / 40);
    const page = random() < 0.5 ? 1 : 1 + Math.floor(random() * deepest);
    return { query: { ...filter, page, pageSize: 50 } };
  };

const nothing = () => ({});
const department = (who: Caller, random: () => number) =>
  who.departments.length === 0 ? {} : { departmentId: oneOf(who.departments, random) };

const sorts = ['number', 'department', 'verdict', 'reachRate', 'lastProbe', 'tier', 'attempts'];
const lineFilters = [
  nothing,
  (_: Caller, random: () => number) => ({ sort: oneOf(sorts, random), order: 'desc' }),
  () => ({ q: '公积金' }),
  () => ({ q: '6188 12' }),
  () => ({ q: '补贴申请' }),
  () => ({ verdict: ['busy', 'zombie'] }),
  () => ({ clearance: 'cleared' }),
  () => ({ clearance: 'not_cleared', tier: ['A'] }),
  () => ({ conflicting: true }),
  () => ({ ticketed: true, sort: 'reachRate' }),
  (who: Caller, random: () => number) => ({
    campaignId: oneOf(who.campaigns, random),
    purpose: ['enquiry'],
  }),
  department,
];
const ticketFilters = [
  nothing,
  () => ({ sort: 'due' }),
  () => ({ state: ['opened', 'reopened'] }),
  () => ({ state: ['closed'] }),
  () => ({ overdue: true }),
  () => ({ q: '公积金' }),
  () => ({ q: '6188' }),
  department,
];
const caseFilters = [
  nothing,
  () => ({ sort: 'due' }),
  () => ({ state: ['received', 'returned'] }),
  () => ({ state: ['open'], toBeTold: true }),
  () => ({ overdue: true }),
  () => ({ category: ['complaint'] }),
  () => ({ q: '路灯' }),
  department,
];
const probeFilters = [
  nothing,
  () => ({ outcome: ['busy', 'no_answer'] }),
  () => ({ outcome: ['announcement_unknown'] }),
  () => ({ state: 'done' }),
  (who: Caller, random: () => number) => ({ campaignId: oneOf(who.campaigns, random) }),
  (who: Caller, random: () => number) => ({ lineId: oneOf(who.lines, random) }),
  () => ({ fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 9, 8) }),
];

/** Every read of the API as the console asks it; a route that is not here does not compile. */
export const questions: Readonly<Record<ReadRoute, Question | Apart>> = {
  setupState: plain,
  signOnOffer: plain,
  signOn: plain,
  beginSignOn: { apart: 'asks a provider of identities, where there is one', ask: null },
  finishSignOn: { apart: 'takes what a provider of identities sends', ask: null },
  health: plain,
  session: plain,
  listSessions: plain,
  overview: (_, random) => ({ query: { days: oneOf([14, 30, 90], random) } }),
  settings: plain,
  stopState: plain,
  audit: list(
    400,
    nothing,
    () => ({ subjectKind: 'ticket' }),
    () => ({ operation: 'lines.change' }),
    () => ({ actor: 'city_admin:admin' }),
  ),
  verifyAudit: { apart: 'reads the whole chain, asked by a button', ask: plain },
  events: { apart: 'a stream without an end', ask: null },

  listDepartments: plain,
  department: (who, random) =>
    who.departments.length === 0 ? null : { params: { id: oneOf(who.departments, random) } },
  departmentImport: { apart: 'the city has no table of departments to import', ask: null },
  listLines: list(200, ...lineFilters),
  line: byId('lines'),
  lineVerdict: byId('lines'),
  lineMenus: byId('lines'),
  lineCapacity: byId('lines'),
  capacityPlan: (who, random) => ({ query: random() < 0.5 ? {} : department(who, random) }),
  consolidation: (who, random) => ({
    query:
      random() < 0.3
        ? {}
        : random() < 0.5
          ? department(who, random)
          : { lineId: oneOf(who.lines, random) },
  }),

  listSources: list(2),
  source: byId('sources'),
  sourceListings: (who, random) => {
    const asked = byId('sources')(who, random);
    return asked && { ...asked, ...list(7, nothing, () => ({ status: 'active' }))(who, random) };
  },
  listConflicts: list(10, nothing, () => ({ resolved: false })),
  listRejects: list(14),

  listProbes: list(3_000, ...probeFilters),
  probe: byId('probes'),
  listCampaigns: plain,
  campaign: byId('campaigns'),
  campaignPlan: byId('campaigns'),
  listPolicies: plain,
  listClearances: list(15, nothing, () => ({ valid: true }), department),
  listObjections: list(1),
  listTrunks: plain,

  listSpotChecks: list(40, nothing, (who, random) => ({ lineId: oneOf(who.lines, random) })),
  listAnnouncements: list(
    10,
    nothing,
    () => ({ state: 'unlabelled' }),
    () => ({ state: 'labelled', word: 'menu' }),
    () => ({ q: '分机' }),
  ),
  announcement: byId('announcements'),

  listTickets: list(90, ...ticketFilters),
  ticket: byId('tickets'),
  ticketPolicy: plain,
  listCases: list(80, ...caseFilters),
  case: byId('cases'),
  casePolicy: plain,
  listCaseSystems: plain,
  listLineReports: list(1, nothing, () => ({ state: ['waiting'] }), department),
  listSavedFilters: () => ({ query: { page: 'tickets' } }),

  listNotifications: list(90, nothing, () => ({ unread: true })),
  unreadNotifications: plain,
  tellingChoice: plain,
  telling: plain,
  listDeliveries: list(90, nothing, () => ({ state: 'sent' })),

  listAccounts: plain,
  accountSessions: byId('accounts'),
  signInRules: plain,
  listInvitations: plain,
  listApiTokens: plain,

  departmentKeepers: (who, random) =>
    who.departments.length === 0 ? null : { params: { id: oneOf(who.departments, random) } },
  ownLines: plain,
  ownerProgress: plain,
  unownedLines: plain,
  ownerPolicy: plain,
  ownerLinks: plain,
  lineHistory: byId('lines'),
  stillPublished: plain,

  listReports: plain,
  reportDraft: (who, random) => ({
    query: {
      kind: 'weekly',
      day: oneOf(['2026-10-05', '2026-10-12'], random),
      ...(random() < 0.5 ? {} : department(who, random)),
    },
  }),
  report: { apart: 'the city has no report yet', ask: null },
  reportDocument: { apart: 'a file of a report', ask: null },
  reportWorkbook: { apart: 'a file of a report', ask: null },
  departmentRanking: (who, random) => ({ query: random() < 0.5 ? {} : department(who, random) }),
  rankingWorkbook: { apart: 'a file of what departmentRanking shows', ask: null },

  listEntries: list(
    100,
    nothing,
    () => ({ q: '公积金' }),
    () => ({ state: ['draft', 'reviewed'] }),
    () => ({ expiring: true }),
    () => ({ category: '医保' }),
    department,
  ),
  entry: byId('entries'),
  entryVersions: byId('entries'),
  entryCategories: plain,
  lookAtConversation: { apart: 'asked by citizens with a secret', ask: null },
  listConversations: list(
    1,
    () => ({ view: 'waiting' }),
    () => ({ view: 'mine' }),
    () => ({ view: 'open' }),
    () => ({ view: 'closed' }),
  ),
  conversation: { apart: 'the city has no conversations', ask: null },
  conversationFigures: (_, random) => ({ query: { days: oneOf([7, 30, 90], random) } }),
  listChannels: plain,
  answerPolicy: plain,
  listGaps: list(1),
  listTopics: list(1),
  listKnowledgeDocuments: list(1),
  knowledgeDocument: { apart: 'the city has no documents of knowledge', ask: null },
  knowledgePassages: { apart: 'the city has no documents of knowledge', ask: null },
  knowledgeImport: { apart: 'the city has no table of questions to import', ask: null },
  knowledgeImportRows: { apart: 'the city has no table of questions to import', ask: null },
  knowledgePeople: plain,
  knowledgePolicy: plain,
  searchKnowledge: (_, random) => ({
    query: { q: oneOf(['公积金怎么提取', '社保卡丢了怎么办', '新生儿参保要什么材料'], random) },
  }),
  exportEntries: { apart: 'a file of all entries', ask: plain },

  listSpotRounds: plain,
  listSpotTesters: plain,
  listSpotQuestions: plain,
  listProgrammes: plain,
  programme: byId('programmes'),
  exportProgramme: { apart: 'a file of a programme', ask: byId('programmes') },
  measure: byId('measures'),
  programmeDocument: { apart: 'the city has no programme yet', ask: null },
  spotWork: plain,
  planSpotRound: (who, random) => ({
    query: {
      level: oneOf([1, 2, 3], random),
      size: 600,
      ...(who.isCityWide && random() < 0.5 ? {} : department(who, random)),
    },
  }),
  spotRound: byId('rounds'),
  redrawSpotRound: { apart: 'draws a whole round again, asked by a button', ask: byId('rounds') },
  spotRoundFrame: { apart: 'a file of a round', ask: byId('rounds') },
  exportSpotRound: { apart: 'a file of a round', ask: byId('rounds') },

  listBadHours: plain,
  listControlLines: plain,

  exportDepartments: { apart: 'a file of the whole tree', ask: plain },
  exportLines: { apart: 'a file of all lines', ask: () => ({ query: { verdict: ['busy'] } }) },
  exportTickets: { apart: 'a file of all tickets', ask: () => ({ query: { overdue: true } }) },
  exportCases: { apart: 'a file of all cases', ask: () => ({ query: { overdue: true } }) },
  exportCapacity: { apart: 'a file of all lines', ask: plain },
  exportAnnouncements: { apart: 'a file with the sound of all recordings', ask: null },
  probeAudio: { apart: 'a file of sound', ask: null },
  announcementAudio: { apart: 'a file of sound', ask: null },
  menuAudio: { apart: 'a file of sound', ask: null },
  workOrder: { apart: 'asked by a program that signs its requests', ask: null },
  caseAttachment: { apart: 'a file that somebody attached', ask: null },
  ticketAttachment: { apart: 'a file that somebody attached', ask: null },
};
