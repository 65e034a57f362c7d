import type { AnnouncementGroupStore } from './store/announcement-groups.ts';
import type { AskingStore } from './store/askings.ts';
import type { AuditStore } from './store/audit.ts';
import type { BadHourStore } from './store/bad-hours.ts';
import type { CampaignStore } from './store/campaigns.ts';
import type { CaseSystemStore } from './store/case-systems.ts';
import type { CaseStore } from './store/cases.ts';
import type { ChannelStore } from './store/channels.ts';
import type { ClearanceStore } from './store/clearances.ts';
import type { ConsolidationStore } from './store/consolidation.ts';
import type { ConversationStore } from './store/conversations.ts';
import type { DepartmentStore } from './store/departments.ts';
import type { DialStore } from './store/dials.ts';
import type { FigureStore } from './store/figures.ts';
import type { GapStore } from './store/gaps.ts';
import type { InvitationStore } from './store/invitations.ts';
import type { KeeperStore } from './store/keepers.ts';
import type { KnowledgeDocumentStore } from './store/knowledge-documents.ts';
import type { KnowledgeImportStore } from './store/knowledge-imports.ts';
import type { KnowledgeStore } from './store/knowledge.ts';
import type { LineReportStore } from './store/line-reports.ts';
import type { LineStore } from './store/lines.ts';
import type { MenuStore } from './store/menus.ts';
import type { OwnerStore } from './store/owners.ts';
import type { PeopleStore } from './store/people.ts';
import type { PrintStore } from './store/prints.ts';
import type { ProbeStore } from './store/probes.ts';
import type { ProgrammeStore } from './store/programmes.ts';
import type { ReckonedStore } from './store/reckoned.ts';
import type { ReportStore } from './store/reports.ts';
import type { RereadingStore } from './store/rereadings.ts';
import type { SavedFilterStore } from './store/saved-filters.ts';
import type { SettingStore } from './store/settings.ts';
import type { SourceStore } from './store/sources.ts';
import type { SpotCheckStore } from './store/spot-checks.ts';
import type { SpotQuestionStore, SpotRoundStore } from './store/spot-rounds.ts';
import type { NewsStore, OutboxStore, TargetStore } from './store/telling.ts';
import type { TicketStore } from './store/tickets.ts';
import type { TokenStore } from './store/tokens.ts';
import type { TrunkStore } from './store/trunks.ts';
import type { VerdictStore } from './store/verdicts.ts';

/** All that is kept, by noun. */
export interface Repositories {
  readonly announcementGroups: AnnouncementGroupStore;
  readonly askings: AskingStore;
  readonly audit: AuditStore;
  readonly badHours: BadHourStore;
  readonly campaigns: CampaignStore;
  readonly cases: CaseStore;
  readonly caseSystems: CaseSystemStore;
  readonly channels: ChannelStore;
  readonly clearances: ClearanceStore;
  readonly consolidation: ConsolidationStore;
  readonly conversations: ConversationStore;
  readonly departments: DepartmentStore;
  readonly dials: DialStore;
  readonly figures: FigureStore;
  readonly gaps: GapStore;
  readonly invitations: InvitationStore;
  readonly keepers: KeeperStore;
  readonly knowledge: KnowledgeStore;
  readonly lineReports: LineReportStore;
  readonly knowledgeDocuments: KnowledgeDocumentStore;
  readonly knowledgeImports: KnowledgeImportStore;
  readonly lines: LineStore;
  readonly menus: MenuStore;
  readonly news: NewsStore;
  readonly outbox: OutboxStore;
  readonly owners: OwnerStore;
  readonly people: PeopleStore;
  readonly prints: PrintStore;
  readonly probes: ProbeStore;
  readonly programmes: ProgrammeStore;
  readonly reckoned: ReckonedStore;
  readonly reports: ReportStore;
  readonly rereadings: RereadingStore;
  readonly savedFilters: SavedFilterStore;
  readonly settings: SettingStore;
  readonly sources: SourceStore;
  readonly spotChecks: SpotCheckStore;
  readonly spotQuestions: SpotQuestionStore;
  readonly spotRounds: SpotRoundStore;
  readonly targets: TargetStore;
  readonly tickets: TicketStore;
  readonly tokens: TokenStore;
  readonly trunks: TrunkStore;
  readonly verdicts: VerdictStore;
}

/** The store; everything done through the repositories given to `work` happens whole or not at all. */
export interface Store extends Repositories {
  transaction<T>(work: (within: Repositories) => Promise<T>): Promise<T>;
  /** Throws `database_down` when the database does not answer. */
  ping(): Promise<void>;
}
