import {
  PERMISSIONS,
  ROLES,
  routes,
  type Permission,
  type Role,
  type Route,
  type RouteName,
} from '@everyline/contract';
import {
  buildClearance,
  buildDepartment,
  buildLine,
  buildObservation,
  buildPolicy,
  buildProbe,
  buildTicket,
  openTestServer,
  testId,
  testTargets,
  type TestServer,
} from '../../../testkit/src/index.ts';
import {
  chinaCalendar,
  defaultCasePolicy,
  defaultOwnerPolicy,
  defaultTicketPolicy,
  newCase,
  noPrior,
  numberKey,
  type Verdict,
} from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CITY_WIDE, reachOf } from '../app/access/matrix.ts';
import { gatherFigures } from '../app/reports/gather-figures.ts';

/** Department 1 is the scope of every role under test; department 2 is outside of it. */
const inside = {
  department: testId(1),
  line: testId(11),
  probe: testId(21),
  campaign: testId(31),
  clearance: testId(41),
  source: testId(51),
  ticket: '',
  trunk: testId(71),
  policy: testId(81),
  announcement: testId(121),
  proposal: 'add_lines:1',
  round: testId(141),
  spotTask: testId(151),
  question: testId(161),
  programme: testId(181),
  measure: testId(191),
  measureProposal: testId(211),
  document: testId(201),
  report: testId(221),
  case: testId(231),
  entry: testId(261),
  knowledgeDocument: testId(271),
};
const outside = {
  ...inside,
  department: testId(2),
  line: testId(12),
  probe: testId(22),
  campaign: testId(32),
  clearance: testId(42),
  source: testId(52),
  announcement: testId(122),
  proposal: 'add_lines:2',
  round: testId(142),
  spotTask: testId(152),
  question: testId(162),
  programme: testId(182),
  measure: testId(192),
  measureProposal: testId(212),
  document: testId(202),
  report: testId(222),
  case: testId(232),
  entry: testId(262),
  knowledgeDocument: testId(272),
  ticket: '',
};
type Fixture = typeof inside;

let opened: TestServer;
const keys = new Map<Role, Record<string, string>>();
/** The same roles without a department: their scope is the whole city. */
const cityKeys = new Map<Role, Record<string, string>>();

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  const nowMs = opened.city.context.clock.nowMs();
  await store.trunks.insert({
    id: inside.trunk,
    name: 't',
    host: '127.0.0.1',
    port: 5070,
    transport: 'udp',
    loopback: true,
    simulated: false,
    registeredNumber: '+862861000000',
    presentedNumber: '+862861000000',
    username: null,
    passwordSealed: null,
    registration: null,
    clientCertificate: null,
    webSocketPath: '/',
    authorities: [],
    watchedSinceMs: 0,
    channels: 2,
    perDay: 10,
    codecs: ['PCMA'],
    state: { kind: 'ready' },
  });
  await store.settings.insertPolicy({
    id: inside.policy,
    name: 'p',
    rules: JSON.parse(JSON.stringify(buildPolicy())) as never,
    createdAtMs: nowMs,
  });
  for (const [number, fixture] of [
    [1, inside],
    [2, outside],
  ] as const) {
    await store.departments.insert({ ...buildDepartment(number), createdAtMs: nowMs });
    const line = buildLine(10 + number, { departmentId: fixture.department });
    await store.lines.insert([line]);
    await store.campaigns.insert({
      id: fixture.campaign,
      name: `c${number}`,
      state: 'draft',
      scope: { departmentIds: [fixture.department] },
      period: { fromDay: '2026-11-23', toDay: '2026-11-27' },
      policy: buildPolicy(),
      targets: testTargets,
      trunkId: inside.trunk,
      createdAtMs: nowMs,
      createdBy: 'test',
      startedAtMs: null,
      endedAtMs: null,
      stateReason: null,
    });
    const probe = buildProbe(20 + number, line, inside.trunk);
    await store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
    await store.probes.addObservation(
      buildObservation(90 + number, probe, { outcome: 'announcement_unknown' }),
      [],
    );
    await opened.city.context.recordings.write(probe.id, new Uint8Array(800).fill(0xd5));
    await store.probes.addRecording(probe.id, {
      codec: 'PCMA',
      fromMs: 0,
      lengthMs: 100,
      sealedBytes: 1,
      peaks: [0],
      peakStepMs: 100,
      kept: false,
      createdAtMs: nowMs,
    });
    await store.announcementGroups.insert({
      id: fixture.announcement,
      createdAtMs: nowMs,
      importedCalls: 2,
    });
    await store.announcementGroups.addHearing({
      observationId: testId(90 + number),
      announcementId: fixture.announcement,
      fromMs: 0,
      toMs: 100,
      bitErrorRate: 0,
      printId: null,
    });
    await opened.city.context.recordings.write(fixture.announcement, new Uint8Array(800));
    await store.announcementGroups.setSample(fixture.announcement, { lengthMs: 100, lossShare: 0 });
    await store.clearances.insert(
      buildClearance({
        id: fixture.clearance,
        scope: { kind: 'line', lineId: line.id },
        givenBy: 'x',
        givenAtMs: nowMs,
      }),
    );
    await store.sources.insert({
      id: fixture.source,
      name: 's',
      format: 'text',
      origin: `o${number}`,
      publishedOn: null,
      areaCode: '028',
      departmentId: fixture.department,
      sha256: `${number}`,
      bytes: 1,
      sample: false,
      readAtMs: nowMs,
      readBy: 'test',
      importedAtMs: null,
      state: 'preview',
      failure: null,
      supersededBy: null,
      listings: 0,
      newNumbers: 0,
      knownNumbers: 0,
      conflicts: 0,
      rejects: 0,
    });
    const policy = buildPolicy().verdict;
    const verdict: Verdict & { id: string } = {
      id: testId(100 + number),
      lineId: line.id,
      kind: 'busy',
      rule: 'sequential_faulty',
      confidence: 0.97,
      kindConfidence: 1,
      decidedAtMs: nowMs,
      attempts: 5,
      reached: 0,
      reachRate: 0,
      interval: [0, 0.4],
      intervalLevel: 0.95,
      closeness: -1,
      blankDays: [],
      change: null,
      counts: {
        reached: 0,
        reached_late: 0,
        busy: 5,
        unanswered: 0,
        dead: 0,
        wrong_party: 0,
        not_reached: 0,
        excluded: 0,
      },
      medianTimeToPersonMs: null,
      evidence: [],
      prior: noPrior(policy),
    };
    await store.verdicts.put(verdict);
    const { ticket } = await store.tickets.open(
      buildTicket(60 + number, line, { openedAtMs: nowMs, openedByVerdictId: verdict.id }),
      'test',
    );
    fixture.ticket = ticket.id;
    const asked = { id: fixture.question, question: 'q', expected: 'a' };
    await store.spotQuestions.insert({
      ...asked,
      departmentId: fixture.department,
      purpose: null,
      active: true,
      createdAtMs: nowMs,
    });
    await store.reports.insert({
      id: fixture.report,
      kind: 'weekly',
      departmentId: fixture.department,
      campaignId: null,
      reference: 'r',
      issuer: 'i',
      issuedAtMs: nowMs,
      issuedBy: 'test',
      figures: await gatherFigures(
        opened.city.context,
        { kind: 'weekly', departmentId: fixture.department },
        'all',
      ),
    });
    await store.spotRounds.insert(
      {
        id: fixture.round,
        name: 'r',
        state: 'running',
        departmentId: fixture.department,
        campaignId: null,
        tiers: [],
        level: 1,
        size: 1,
        seed: 's',
        drawnAtMs: nowMs,
        drawnBy: 'test',
        closedAtMs: null,
      },
      [
        {
          lineId: line.id,
          numberKey: numberKey(line.number),
          departmentId: fixture.department,
          department: 'd',
          tier: line.tier,
          outside: null,
        },
      ],
      [{ id: fixture.spotTask, lineId: line.id, position: 0, tester: null, question: asked }],
    );
    await store.cases.insert(
      newCase(
        {
          id: fixture.case,
          demand: '路灯不亮',
          category: 'help',
          place: '',
          channel: 'telephone',
          lineId: null,
          departmentId: fixture.department,
          atMs: nowMs,
        },
        defaultCasePolicy,
        chinaCalendar,
      ),
      null,
      { atMs: nowMs, by: 'test', kind: 'received' },
    );
    await store.programmes.insert({
      id: fixture.programme,
      name: 'g',
      description: '',
      departmentId: fixture.department,
      state: 'running',
      createdAtMs: nowMs,
      createdBy: 'test',
    });
    const measure = {
      title: 'm',
      category: '',
      leadOfficeId: fixture.department,
      jointOfficeIds: [],
      deadline: null,
      indicators: [],
    };
    await store.programmes.addMeasure({
      ...measure,
      id: fixture.measure,
      programmeId: fixture.programme,
      quote: '',
      documentId: null,
      createdAtMs: nowMs,
    });
    await store.programmes.addDocument(
      {
        id: fixture.document,
        programmeId: fixture.programme,
        name: 'd',
        text: 't',
        unread: [],
        checks: [],
        readAtMs: nowMs,
        readBy: 'test',
      },
      [
        {
          id: fixture.measureProposal,
          documentId: fixture.document,
          position: 0,
          proposal: {
            ...{ quote: 't', start: 0, end: 1, title: 't', category: '', leadOfficeId: null },
            ...{ jointOfficeIds: [], unknownOffices: [], deadline: null, indicators: [] },
          },
          state: 'open',
          measureId: null,
          decidedBy: null,
        },
      ],
    );
    await store.knowledgeDocuments.add(
      { id: fixture.knowledgeDocument, name: 'd', departmentId: fixture.department },
      {
        ...{ version: 1, file: 'd.txt', format: 'text', sha256: 'x', unread: [], passages: 1 },
        ...{ atMs: nowMs, by: 'test' },
      },
      [{ position: 0, headings: [], text: 't' }],
    );
    await store.knowledge.insert([
      {
        entryId: fixture.entry,
        version: 1,
        content: { ...newEntry, departmentId: fixture.department },
        atMs: nowMs,
        by: 'test',
        byId: null,
        note: '',
      },
    ]);
    await store.consolidation.decide({
      key: fixture.proposal,
      word: 'rejected',
      note: 'r',
      proposal: {
        key: fixture.proposal,
        kind: 'add_lines',
        departmentId: fixture.department,
        lineIds: [line.id],
        keptLineId: line.id,
        service: null,
        merge: null,
        calls: 9,
        busy: 4,
        listings: 0,
        effect: { numbers: { now: 1, then: 1 }, lines: null, people: null, callers: null },
      },
      decidedAtMs: nowMs,
      decidedBy: 'test',
      ticketIds: [],
    });
  }
  for (const role of ROLES) {
    if (role === 'api_token') continue;
    keys.set(role, {
      cookie: await opened.signedIn(`r-${role.replaceAll('_', '-')}`, role, inside.department),
    });
    cityKeys.set(role, { cookie: await opened.signedIn(`c-${role.replaceAll('_', '-')}`, role) });
  }
  const admin = await opened.signedIn('boss', 'city_admin');
  for (const [held, departmentId] of [
    [keys, inside.department],
    [cityKeys, null],
  ] as const) {
    const made = await opened.server.inject({
      method: 'POST',
      url: '/api/tokens',
      headers: { cookie: admin },
      payload: { name: 't', departmentId },
    });
    held.set('api_token', { authorization: `Bearer ${made.json<{ secret: string }>().secret}` });
  }
}, 400_000);
afterAll(() => opened.close());

const newMeasure = {
  title: 'm',
  category: '',
  leadOfficeId: null,
  jointOfficeIds: [],
  deadline: null,
  indicators: [],
};

const newEntry = {
  ...{ question: '怎么办理？', paraphrases: [], shortAnswer: '到窗口办理。', longAnswer: '' },
  ...{ departmentId: null, category: '', serviceItems: [], region: '', audience: '', source: null },
  ...{ validFrom: null, validUntil: null, ownerId: null, reviewerId: null },
};

/** One request for each route, on a thing inside or outside the scope. A route without things of a department asks the same for both. */
const requests: Readonly<
  Partial<
    Record<
      RouteName,
      (on: Fixture) => { params?: Record<string, string>; query?: string; body?: unknown }
    >
  >
> = {
  createAccount: () => ({
    body: { name: 'zz', displayName: 'zz', password: 'long enough pass', role: 'agent' },
  }),
  changeAccount: () => ({ params: { id: 'nobody' }, body: {} }),
  accountSessions: () => ({ params: { id: 'nobody' } }),
  endAccountSessions: () => ({ params: { id: 'nobody' } }),
  resetSecondFactor: () => ({ params: { id: 'nobody' } }),
  changeSignOn: () => ({
    body: {
      ...{ title: 'x', issuer: 'https://127.0.0.1:9/', clientId: 'x', scopes: '' },
      ...{ nameClaim: 'sub', strongBy: [] },
    },
  }),
  changeSignInRules: () => ({ body: { secondFactor: 'optional' } }),
  invite: () => ({ body: { name: 'yy', displayName: 'yy', role: 'agent' } }),
  withdrawInvitation: () => ({ params: { id: testId(999) } }),
  createApiToken: () => ({ body: { name: 'x' } }),
  revokeApiToken: () => ({ params: { id: testId(999) } }),
  createDepartment: (on) => ({ body: { name: '新处室', parentId: on.department } }),
  changeDepartment: (on) => ({ params: { id: on.department }, body: { areaCode: '028' } }),
  department: (on) => ({ params: { id: on.department } }),
  mergeDepartment: (on) => ({ params: { id: on.department }, body: { intoId: on.department } }),
  departmentImport: () => ({ params: { id: testId(999) } }),
  applyDepartmentImport: () => ({ params: { id: testId(999) }, body: { fingerprint: 'f' } }),
  line: (on) => ({ params: { id: on.line } }),
  createLine: (on) => ({ body: { number: '028-6199 0001', departmentId: on.department } }),
  changeLine: (on) => ({ params: { id: on.line }, body: { tier: 'A' } }),
  ownLines: (on) => ({ query: `departmentId=${on.department}&open=true` }),
  answerLine: (on) => ({
    params: { id: on.line },
    body: { answer: { word: 'confirmed', version: 1 } },
  }),
  takeLines: (on) => ({ body: { lineIds: [on.line], departmentId: on.department } }),
  changeOwnerPolicy: () => ({ body: defaultOwnerPolicy }),
  makeOwnerLink: () => ({ body: { keeperId: testId(999), send: false } }),
  withdrawOwnerLink: () => ({ params: { id: testId(999) } }),
  lineHistory: (on) => ({ params: { id: on.line } }),
  withdrawObjection: () => ({ params: { id: testId(999) } }),
  departmentKeepers: (on) => ({ params: { id: on.department } }),
  nameKeeper: (on) => ({
    body: { lineIds: [on.line], keeper: { name: '王芳', telephone: '028-6100 0001' } },
  }),
  lineCapacity: (on) => ({ params: { id: on.line } }),
  capacityPlan: (on) => ({ query: `departmentId=${on.department}` }),
  consolidation: (on) => ({ query: `departmentId=${on.department}` }),
  decideProposal: (on) => ({ body: { key: on.proposal, accept: true, note: '' } }),
  exportCapacity: (on) => ({ query: `departmentId=${on.department}` }),
  lineVerdict: (on) => ({ params: { id: on.line } }),
  lineMenus: (on) => ({ params: { id: on.line } }),
  menuAudio: (on) => ({ params: { id: on.line }, query: `walk=${testId(131)}&path=1` }),
  probe: (on) => ({ params: { id: on.probe } }),
  probeAudio: (on) => ({ params: { id: on.probe } }),
  campaign: (on) => ({ params: { id: on.campaign } }),
  createCampaign: (on) => ({
    body: {
      name: 'n',
      scope: { departmentIds: [on.department] },
      policyId: on.policy,
      trunkId: on.trunk,
      fromDate: '2026-11-23',
      toDate: '2026-11-27',
    },
  }),
  changeCampaign: (on) => ({ params: { id: on.campaign }, body: { name: 'm' } }),
  campaignPlan: (on) => ({ params: { id: on.campaign } }),
  makeCampaignPlan: (on) => ({ params: { id: on.campaign }, body: {} }),
  startCampaign: (on) => ({ params: { id: on.campaign } }),
  pauseCampaign: (on) => ({ params: { id: on.campaign } }),
  stopCampaign: (on) => ({ params: { id: on.campaign } }),
  deleteCampaign: (on) => ({ params: { id: on.campaign } }),
  createPolicy: () => ({ body: { name: 'p2', rules: buildPolicy() } }),
  changePolicy: (on) => ({ params: { id: on.policy }, body: { name: 'p', rules: buildPolicy() } }),
  giveClearance: (on) => ({
    body: { scope: { kind: 'line', lineId: on.line }, givenBy: 'x', basis: '函' + '1' },
  }),
  withdrawClearance: (on) => ({ params: { id: on.clearance }, body: { reason: 'r' } }),
  recordObjection: (on) => ({ body: { departmentId: on.department, by: 'office', note: 'n' } }),
  createTrunk: () => ({
    body: { name: 'u', host: '127.0.0.1', port: 5080, channels: 1, perDay: 1 },
  }),
  changeTrunk: (on) => ({ params: { id: on.trunk }, body: { channels: 3 } }),
  releaseTrunk: (on) => ({ params: { id: on.trunk } }),
  setBadHour: (on) => ({
    params: { id: on.trunk },
    body: { symptom: 'busy', fromMs: 1, toMs: 2, note: 'n' },
  }),
  withdrawBadHour: () => ({ params: { id: testId(999) }, body: { note: 'n' } }),
  nameControlLine: (on) => ({ params: { id: on.line }, body: { note: 'n' } }),
  dropControlLine: (on) => ({ params: { id: on.line } }),
  stopAll: () => ({ body: { reason: 'test' } }),
  source: (on) => ({ params: { id: on.source } }),
  fetchSources: () => ({ body: { addresses: ['ftp://nowhere.invalid/x'] } }),
  importSource: (on) => ({ params: { id: on.source } }),
  discardSource: (on) => ({ params: { id: on.source } }),
  sourceListings: (on) => ({ params: { id: on.source } }),
  resolveConflict: () => ({ params: { id: testId(999) }, body: { resolution: 'r' } }),
  ticket: (on) => ({ params: { id: on.ticket } }),
  openTicket: (on) => ({ body: { lineId: on.line, fault: 'other', note: '话机损坏' } }),
  workTicket: (on) => ({ params: { id: on.ticket }, body: { move: 'accept', version: 1 } }),
  directTicket: (on) => ({
    params: { id: on.ticket },
    body: { move: 'confirm', version: 1, reason: '已核实' },
  }),
  workTickets: (on) => ({ body: { move: 'start', tickets: [{ id: on.ticket, version: 2 }] } }),
  directTickets: (on) => ({
    body: { move: 'reject', reason: '未修好', tickets: [{ id: on.ticket, version: 9 }] },
  }),
  retestTicket: (on) => ({ params: { id: on.ticket } }),
  commentTicket: (on) => ({ params: { id: on.ticket }, body: { text: '已联系' } }),
  attachToTicket: (on) => ({ params: { id: on.ticket } }),
  ticketAttachment: (on) => ({ params: { id: on.ticket } }),
  changeTicketPolicy: () => ({ body: defaultTicketPolicy }),
  case: (on) => ({ params: { id: on.case } }),
  openCase: (on) => ({
    body: {
      demand: '路灯不亮',
      category: 'help',
      channel: 'telephone',
      departmentId: on.department,
    },
  }),
  exportCasesInFull: () => ({ body: { reason: '移交' } }),
  workCase: (on) => ({ params: { id: on.case }, body: { move: 'accept', version: 1 } }),
  workCases: (on) => ({ body: { move: 'start', cases: [{ id: on.case, version: 2 }] } }),
  directCases: (on) => ({
    body: { move: 'reopen', reason: '未解决', cases: [{ id: on.case, version: 9 }] },
  }),
  directCase: (on) => ({
    params: { id: on.case },
    body: { move: 'dismiss', version: 1, reason: '重复' },
  }),
  commentCase: (on) => ({ params: { id: on.case }, body: { text: '已联系' } }),
  tellCitizen: (on) => ({ params: { id: on.case }, body: { channel: 'telephone' } }),
  lookAtContact: (on) => ({ params: { id: on.case }, body: { reason: '回电' } }),
  attachToCase: (on) => ({ params: { id: on.case } }),
  caseAttachment: (on) => ({ params: { id: on.case } }),
  createChannel: () => ({ body: { kind: 'widget', name: 'w' } }),
  changeChannel: () => ({ params: { id: testId(999) }, body: { enabled: false } }),
  deleteChannel: () => ({ params: { id: testId(999) } }),
  checkChannel: () => ({ params: { id: testId(999) } }),
  publishChannelMenu: () => ({ params: { id: testId(999) } }),
  createCaseSystem: () => ({
    body: { name: 'w', side: 'hotline', sendsOwn: false, enabled: true },
  }),
  changeCaseSystem: () => ({ params: { id: testId(999) }, body: { enabled: false } }),
  deleteCaseSystem: () => ({ params: { id: testId(999) } }),
  receiveWorkOrder: () => ({ body: { number: 'x1', demand: '路灯', category: 'help' } }),
  workOrder: () => ({ params: { number: 'x1' } }),
  updateWorkOrder: () => ({ params: { number: 'x1' }, body: { id: 'u', move: 'comment' } }),
  changeCasePolicy: () => ({ body: defaultCasePolicy }),
  reportDraft: (on) => ({ query: `kind=weekly&departmentId=${on.department}` }),
  issueReport: (on) => ({
    body: { kind: 'weekly', departmentId: on.department, issuer: 'i', reference: 'r' },
  }),
  report: (on) => ({ params: { id: on.report } }),
  reportDocument: (on) => ({ params: { id: on.report } }),
  reportWorkbook: (on) => ({ params: { id: on.report } }),
  departmentRanking: (on) => ({ query: `departmentId=${on.department}` }),
  rankingWorkbook: (on) => ({ query: `departmentId=${on.department}` }),
  recordSpotCheck: (on) => ({ body: { lineId: on.line, code: '11' } }),
  planSpotRound: (on) => ({ query: `departmentId=${on.department}&level=1&size=1` }),
  drawSpotRound: (on) => ({
    body: { name: 'r', departmentId: on.department, level: 1, size: 1 },
  }),
  spotRound: (on) => ({ params: { id: on.round } }),
  exportSpotRound: (on) => ({ params: { id: on.round } }),
  closeSpotRound: (on) => ({ params: { id: on.round } }),
  reassignSpotRound: (on) => ({
    params: { id: on.round },
    body: { fromTesterId: null, toTesterId: null },
  }),
  redrawSpotRound: (on) => ({ params: { id: on.round } }),
  spotRoundFrame: (on) => ({ params: { id: on.round } }),
  addSpotQuestion: (on) => ({
    body: {
      departmentId: on.department,
      purpose: null,
      question: 'q',
      expected: 'a',
      active: true,
    },
  }),
  changeSpotQuestion: (on) => ({
    params: { id: on.question },
    body: {
      departmentId: on.department,
      purpose: null,
      question: 'q',
      expected: 'b',
      active: true,
    },
  }),
  doSpotTask: (on) => ({
    params: { id: on.spotTask },
    body: {
      clientKey: testId(171),
      code: '11',
      answerRight: null,
      note: '',
      checkedAtMs: 1,
    },
  }),
  addProgramme: (on) => ({ body: { name: 'n', departmentId: on.department } }),
  programme: (on) => ({ params: { id: on.programme } }),
  changeProgramme: (on) => ({ params: { id: on.programme }, body: { description: 'd' } }),
  exportProgramme: (on) => ({ params: { id: on.programme } }),
  addMeasure: (on) => ({ params: { id: on.programme }, body: newMeasure }),
  measure: (on) => ({ params: { id: on.measure } }),
  changeMeasure: (on) => ({ params: { id: on.measure }, body: { ...newMeasure, version: 99 } }),
  withdrawMeasure: (on) => ({ params: { id: on.measure }, body: { reason: 'r', version: 99 } }),
  reportProgress: (on) => ({
    params: { id: on.measure },
    body: { text: '已开工', actuals: [], done: false },
  }),
  readProgrammeText: (on) => ({
    params: { id: on.programme },
    body: { name: '通知', text: '年底前改造小区12个。' },
  }),
  readProgrammeFile: (on) => ({ params: { id: on.programme } }),
  programmeDocument: (on) => ({ params: { id: on.document } }),
  decideMeasureProposal: (on) => ({
    params: { id: on.measureProposal },
    body: { measure: null },
  }),
  conversation: () => ({ params: { id: testId(999) } }),
  moveConversation: () => ({ params: { id: testId(999) }, body: { move: 'take', version: 1 } }),
  replyToCitizen: () => ({ params: { id: testId(999) }, body: { text: '您好' } }),
  openCaseOfConversation: () => ({
    params: { id: testId(999) },
    body: { demand: '路灯不亮', category: 'help', channel: 'web' },
  }),
  settleGap: () => ({ body: { ids: [testId(999)], state: 'dismissed' } }),
  changeAnswerPolicy: () => ({
    body: {
      ...{ automatic: true, threshold: 0.9, patienceMinutes: 5 },
      ...{ peopleHours: '', peopleNumber: '' },
    },
  }),
  listEntries: (on) => ({ query: `departmentId=${on.department}` }),
  exportEntries: (on) => ({ query: `departmentId=${on.department}` }),
  addEntry: (on) => ({ body: { content: { ...newEntry, departmentId: on.department } } }),
  entry: (on) => ({ params: { id: on.entry } }),
  changeEntry: (on) => ({
    params: { id: on.entry },
    body: { content: { ...newEntry, departmentId: on.department }, revision: 99 },
  }),
  moveEntry: (on) => ({ params: { id: on.entry }, body: { move: 'review', revision: 99 } }),
  moveEntries: (on) => ({ body: { move: 'restore', ids: [on.entry] } }),
  entryVersions: (on) => ({ params: { id: on.entry } }),
  searchKnowledge: () => ({ query: `q=${encodeURIComponent('怎么办理')}` }),
  knowledgeDocument: (on) => ({ params: { id: on.knowledgeDocument } }),
  replaceKnowledgeDocument: (on) => ({ params: { id: on.knowledgeDocument } }),
  knowledgePassages: (on) => ({ params: { id: on.knowledgeDocument } }),
  knowledgeImport: () => ({ params: { id: testId(999) } }),
  mapKnowledgeImport: () => ({
    params: { id: testId(999) },
    body: { mapping: {}, departmentId: null },
  }),
  knowledgeImportRows: () => ({ params: { id: testId(999) } }),
  applyKnowledgeImport: () => ({ params: { id: testId(999) } }),
  changeKnowledgePolicy: () => ({ body: { twoPersons: false, soonDays: 30 } }),
  announcement: (on) => ({ params: { id: on.announcement } }),
  announcementAudio: (on) => ({ params: { id: on.announcement } }),
  labelAnnouncement: () => ({ params: { id: inside.announcement }, body: { word: 'suspended' } }),
  unlabelAnnouncement: () => ({ params: { id: inside.announcement } }),
  mergeAnnouncement: () => ({
    params: { id: inside.announcement },
    body: { into: inside.announcement },
  }),
  splitAnnouncement: () => ({
    params: { id: inside.announcement },
    body: { probeIds: [inside.probe] },
  }),
  changeSettings: () => ({ body: { recordingDays: 90 } }),
  readNotifications: () => ({ body: {} }),
  changeTellingChoice: () => ({ body: { address: null, email: 'none', kinds: [] } }),
  changeTelling: () => ({
    body: { quiet: null, digestAt: '08:30', consoleAddress: null, allowedHosts: [], email: null },
  }),
  testEmail: () => ({ body: { to: 'wang@example.com' } }),
  createTellingTarget: () => ({
    body: {
      kind: 'webhook',
      name: 'w',
      url: 'http://127.0.0.1:9/',
      kinds: ['notice'],
      language: 'en',
      enabled: true,
    },
  }),
  changeTellingTarget: () => ({ params: { id: testId(999) }, body: { enabled: false } }),
  deleteTellingTarget: () => ({ params: { id: testId(999) } }),
  testTellingTarget: () => ({ params: { id: testId(999) } }),
  retryDelivery: () => ({ params: { id: testId(999) } }),
};

/** Lists answer with what is inside only; these ids may never appear in them for a limited role. */
const foreign = () => [
  outside.line,
  outside.probe,
  outside.ticket,
  outside.case,
  outside.clearance,
  outside.source,
  outside.department,
  outside.announcement,
  outside.entry,
];

/** Streams never end by themselves. */
const streams = new Set<RouteName>(['events']);

async function ask(role: Role, name: RouteName, on: Fixture, held = keys) {
  const route: Route = routes[name];
  const { params = {}, query, body } = requests[name]?.(on) ?? {};
  const path = route.path.replace(
    /:([a-zA-Z]+)/g,
    (_whole, key: string) => params[key] ?? testId(999),
  );
  const url = query === undefined ? path : `${path}?${query}`;
  return opened.server.inject({
    method: route.method,
    url,
    headers: { ...held.get(role), 'accept-language': 'en' },
    ...(body !== undefined && { payload: body as object }),
  });
}

/** What a city-wide operation answers to one whose role allows it but whose scope is a department. */
const refusedByScope = (code: unknown) => code === 'outside_scope';

const checked = (Object.entries(routes) as [RouteName, Route][]).filter(
  ([name, route]) =>
    route.permission !== 'public' &&
    route.permission !== 'signed_in' &&
    route.permission !== 'signed_by_system' &&
    !streams.has(name),
);

/** The code of a refusal; empty where the answer is none. */
function codeOf(answer: Awaited<ReturnType<typeof ask>>): string {
  const json = answer.headers['content-type']?.toString().startsWith('application/json') === true;
  return answer.statusCode >= 400 && json ? answer.json<{ code: string }>().code : '';
}

describe('the permission matrix over HTTP, every role limited to one department', () => {
  it('knows how to ask every route that takes something', () => {
    const unknown = checked
      .filter(([name, route]) => requests[name] === undefined && (route.params || route.body))
      .map(([name]) => name);
    expect(unknown).toEqual([]);
  });

  for (const role of ROLES) {
    it(`${role}: each operation inside and outside the scope`, async () => {
      for (const [name, route] of checked) {
        const reach = reachOf(role, route.permission as Permission);
        const about = `${role} ${name}`;
        const out = await ask(role, name, outside);
        const code = codeOf(out);
        if (reach === 'no') {
          expect(code, `${about} outside`).toBe('forbidden');
          expect((await ask(role, name, inside)).statusCode, `${about} inside`).toBe(403);
          continue;
        }
        if (reach === 'own' && CITY_WIDE.has(route.permission as Permission)) {
          expect(code, `${about} is the whole city's`).toBe('outside_scope');
          expect(codeOf(await ask(role, name, inside)), about).toBe('outside_scope');
          continue;
        }
        expect(code, `${about}: ${out.body.slice(0, 200)}`).not.toBe('forbidden');
        expect(out.statusCode, `${about}: ${out.body.slice(0, 300)}`).toBeLessThan(500);
        const request = requests[name]?.(outside);
        const onThing =
          request !== undefined &&
          JSON.stringify(request) !== JSON.stringify(requests[name]?.(inside));
        if (onThing && reach === 'own') {
          expect(
            refusedByScope(code),
            `${about} outside: ${out.statusCode} ${out.body.slice(0, 200)}`,
          ).toBe(true);
        } else if (route.method === 'GET' && reach === 'own') {
          for (const id of foreign()) expect(out.body, `${about} shows ${id}`).not.toContain(id);
        }
        const within = await ask(role, name, inside);
        const answered = codeOf(within);
        expect(answered, `${about} inside: ${within.body.slice(0, 200)}`).not.toBe('forbidden');
        expect(within.statusCode, `${about} inside: ${within.body.slice(0, 300)}`).toBeLessThan(
          500,
        );
        if (onThing)
          expect(answered, `${about} inside: ${within.body.slice(0, 200)}`).not.toBe(
            'outside_scope',
          );
      }
    });
  }

  for (const role of ROLES) {
    it(`${role} without a department reaches the whole city`, async () => {
      for (const [name, route] of checked) {
        const answer = await ask(role, name, outside, cityKeys);
        const about = `${role} ${name}: ${answer.body.slice(0, 200)}`;
        if (reachOf(role, route.permission as Permission) === 'no') {
          expect(codeOf(answer), about).toBe('forbidden');
        } else {
          expect(['forbidden', 'outside_scope'], about).not.toContain(codeOf(answer));
          expect(answer.statusCode, about).toBeLessThan(500);
        }
      }
    });
  }

  it('lets nobody do anything without being signed in', async () => {
    for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
      if (route.permission === 'public' || streams.has(name)) continue;
      const { params = {}, query, body } = requests[name]?.(inside) ?? {};
      const path = route.path.replace(
        /:([a-zA-Z]+)/g,
        (_whole, key: string) => params[key] ?? testId(999),
      );
      const url = query === undefined ? path : `${path}?${query}`;
      const answer = await opened.server.inject({
        method: route.method,
        url,
        ...(body !== undefined && { payload: body as object }),
        ...(name === 'listSavedFilters' && { url: `${url}?page=tickets` }),
        ...(name === 'saveFilter' && { payload: { page: 'tickets', name: 'n', search: '' } }),
        ...(name === 'confirmSecondFactor' && { payload: { code: '123456' } }),
        ...(['beginSecondFactor', 'renewBackupCodes', 'dropSecondFactor'].includes(name) && {
          payload: { password: 'x' },
        }),
        ...(name === 'changePassword' && {
          payload: { currentPassword: 'x', newPassword: 'long enough pass' },
        }),
      });
      expect(answer.statusCode, name).toBe(401);
    }
  });

  it('gives a token nothing that changes anything', () => {
    for (const permission of PERMISSIONS) {
      if (reachOf('api_token', permission) === 'no') continue;
      const used = checked.filter(([, route]) => route.permission === permission);
      for (const [name, route] of used) expect(route.method, name).toBe('GET');
    }
  });
});
