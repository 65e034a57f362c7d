import type { Repositories } from '../app/ports/store.ts';
import type { Database } from './database.ts';
import { announcementRepository } from './repositories/announcement-repository.ts';
import { askingRepository } from './repositories/asking-repository.ts';
import { auditRepository } from './repositories/audit-repository.ts';
import { badHourRepository } from './repositories/bad-hour-repository.ts';
import { campaignRepository } from './repositories/campaign-repository.ts';
import { caseRepository } from './repositories/case-repository.ts';
import { caseSystemRepository } from './repositories/case-system-repository.ts';
import { channelRepository } from './repositories/channel-repository.ts';
import { clearanceRepository } from './repositories/clearance-repository.ts';
import { consolidationRepository } from './repositories/consolidation-repository.ts';
import { conversationRepository } from './repositories/conversation-repository.ts';
import { departmentRepository } from './repositories/department-repository.ts';
import { dialRepository } from './repositories/dial-repository.ts';
import { figureRepository } from './repositories/figure-repository.ts';
import { gapRepository } from './repositories/gap-repository.ts';
import { invitationRepository } from './repositories/invitation-repository.ts';
import { keeperRepository } from './repositories/keeper-repository.ts';
import { knowledgeDocumentRepository } from './repositories/knowledge-document-repository.ts';
import { knowledgeImportRepository } from './repositories/knowledge-import-repository.ts';
import { knowledgeRepository } from './repositories/knowledge-repository.ts';
import { lineReportRepository } from './repositories/line-report-repository.ts';
import { lineRepository } from './repositories/line-repository.ts';
import { menuRepository } from './repositories/menu-repository.ts';
import { newsRepository } from './repositories/news-repository.ts';
import { outboxRepository } from './repositories/outbox-repository.ts';
import { ownerRepository } from './repositories/owner-repository.ts';
import { peopleRepository } from './repositories/people-repository.ts';
import { printRepository } from './repositories/print-repository.ts';
import { probeRepository } from './repositories/probe-repository.ts';
import { programmeRepository } from './repositories/programme-repository.ts';
import { reckonedRepository } from './repositories/reckoned-repository.ts';
import { reportRepository } from './repositories/report-repository.ts';
import { rereadingRepository } from './repositories/rereading-repository.ts';
import { savedFilterRepository } from './repositories/saved-filter-repository.ts';
import { settingRepository } from './repositories/setting-repository.ts';
import { sourceRepository } from './repositories/source-repository.ts';
import { spotCheckRepository } from './repositories/spot-check-repository.ts';
import { spotQuestionRepository } from './repositories/spot-question-repository.ts';
import { spotRoundRepository } from './repositories/spot-round-repository.ts';
import { targetRepository } from './repositories/target-repository.ts';
import { ticketRepository } from './repositories/ticket-repository.ts';
import { tokenRepository } from './repositories/token-repository.ts';
import { trunkRepository } from './repositories/trunk-repository.ts';
import { verdictRepository } from './repositories/verdict-repository.ts';

/** All repositories over one database or one transaction of it. */
export function repositories(db: Database, nowMs: () => number): Repositories {
  return {
    announcementGroups: announcementRepository(db),
    askings: askingRepository(db),
    audit: auditRepository(db),
    badHours: badHourRepository(db),
    campaigns: campaignRepository(db),
    cases: caseRepository(db),
    caseSystems: caseSystemRepository(db),
    channels: channelRepository(db),
    clearances: clearanceRepository(db),
    consolidation: consolidationRepository(db),
    conversations: conversationRepository(db),
    departments: departmentRepository(db),
    dials: dialRepository(db),
    figures: figureRepository(db),
    gaps: gapRepository(db),
    invitations: invitationRepository(db),
    keepers: keeperRepository(db),
    knowledge: knowledgeRepository(db),
    lineReports: lineReportRepository(db),
    knowledgeDocuments: knowledgeDocumentRepository(db),
    knowledgeImports: knowledgeImportRepository(db),
    lines: lineRepository(db),
    menus: menuRepository(db),
    news: newsRepository(db),
    outbox: outboxRepository(db),
    owners: ownerRepository(db),
    people: peopleRepository(db),
    prints: printRepository(db),
    probes: probeRepository(db),
    programmes: programmeRepository(db),
    reckoned: reckonedRepository(db),
    reports: reportRepository(db),
    rereadings: rereadingRepository(db),
    savedFilters: savedFilterRepository(db),
    settings: settingRepository(db),
    sources: sourceRepository(db),
    spotChecks: spotCheckRepository(db),
    spotQuestions: spotQuestionRepository(db),
    spotRounds: spotRoundRepository(db),
    targets: targetRepository(db),
    tickets: ticketRepository(db),
    tokens: tokenRepository(db),
    trunks: trunkRepository(db, nowMs),
    verdicts: verdictRepository(db),
  };
}
