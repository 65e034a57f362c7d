import {
  ApartmentOutlined,
  AppstoreOutlined,
  AudioOutlined,
  AuditOutlined,
  BookOutlined,
  BarChartOutlined,
  CheckSquareOutlined,
  CommentOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  FireOutlined,
  FlagOutlined,
  InboxOutlined,
  MergeCellsOutlined,
  MessageOutlined,
  MobileOutlined,
  PhoneOutlined,
  ProfileOutlined,
  QuestionCircleOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TeamOutlined,
  ToolOutlined,
  TrophyOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { Permission } from '@everyline/contract';
import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';

import type { Words } from '../words/words.ts';

/** The headings of the menu, in their order. */
export const menuGroups = ['mine', 'numbers', 'testing', 'repair', 'answers', 'results'] as const;
export type MenuGroup = (typeof menuGroups)[number];

/** One page of the console: its address, who may see it, and its place in the menu. */
export interface Page {
  readonly path: string;
  /** What follows the path in the address, e.g. `/:id`. */
  readonly rest?: string;
  readonly permission: Permission;
  readonly menu?: keyof Words['menu'];
  /** Under which heading of the menu it stands; none for the first and the last. */
  readonly group?: MenuGroup;
  readonly icon?: ReactElement;
  readonly element: ReactElement;
}

/** A page that is fetched when it is first opened, so that the sign-in screen stays light. */
function later(load: () => Promise<ComponentType>): ReactElement {
  const Loaded = lazy(async () => ({ default: await load() }));
  return (
    <Suspense fallback={null}>
      <Loaded />
    </Suspense>
  );
}

/** What the person was told: for everybody who is signed in, reached by the bell. */
export const notifications = later(
  async () => (await import('../pages/notifications.tsx')).Notifications,
);

/** What everybody decides about the own account, reached by the own name. */
export const ownAccount = later(async () => (await import('../pages/account.tsx')).AccountPage);

/** Every page, in the order of the menu and of its groups. */
export const pages: readonly Page[] = [
  {
    path: 'overview',
    permission: 'overview.see',
    menu: 'overview',
    icon: <AppstoreOutlined />,
    element: later(async () => (await import('../pages/overview.tsx')).Overview),
  },
  {
    path: 'campaigns',
    permission: 'campaigns.see',
    menu: 'campaigns',
    group: 'testing',
    icon: <FlagOutlined />,
    element: later(async () => (await import('../pages/campaigns.tsx')).Campaigns),
  },
  {
    path: 'campaigns',
    rest: '/:id',
    permission: 'campaigns.see',
    element: later(async () => (await import('../pages/campaign.tsx')).CampaignPage),
  },
  {
    path: 'lines',
    permission: 'lines.see',
    menu: 'lines',
    group: 'numbers',
    icon: <UnorderedListOutlined />,
    element: later(async () => (await import('../pages/lines.tsx')).Lines),
  },
  {
    path: 'lines',
    rest: '/:id',
    permission: 'lines.see',
    element: later(async () => (await import('../pages/line.tsx')).LinePage),
  },
  {
    path: 'own-lines',
    permission: 'lines.confirm',
    menu: 'ownLines',
    group: 'mine',
    icon: <CheckSquareOutlined />,
    element: later(async () => (await import('../pages/own-lines.tsx')).OwnLinesPage),
  },
  {
    path: 'owners',
    permission: 'lines.take',
    menu: 'owners',
    group: 'numbers',
    icon: <ApartmentOutlined />,
    element: later(async () => (await import('../pages/owners.tsx')).Owners),
  },
  {
    path: 'calls',
    permission: 'probes.see',
    menu: 'calls',
    group: 'testing',
    icon: <PhoneOutlined />,
    element: later(async () => (await import('../pages/calls.tsx')).Calls),
  },
  {
    path: 'calls',
    rest: '/:id',
    permission: 'probes.see',
    element: later(async () => (await import('../pages/call.tsx')).CallPage),
  },
  {
    path: 'sources',
    permission: 'sources.see',
    menu: 'sources',
    group: 'numbers',
    icon: <FileSearchOutlined />,
    element: later(async () => (await import('../pages/sources.tsx')).Sources),
  },
  {
    path: 'sources',
    rest: '/:id',
    permission: 'sources.see',
    element: later(async () => (await import('../pages/source.tsx')).SourcePage),
  },
  {
    path: 'tickets',
    permission: 'tickets.see',
    menu: 'tickets',
    group: 'repair',
    icon: <ToolOutlined />,
    element: later(async () => (await import('../pages/tickets.tsx')).Tickets),
  },
  {
    path: 'tickets',
    rest: '/:id',
    permission: 'tickets.see',
    element: later(async () => (await import('../pages/ticket.tsx')).TicketPage),
  },
  {
    path: 'conversations',
    permission: 'conversations.see',
    menu: 'conversations',
    group: 'answers',
    icon: <MessageOutlined />,
    element: later(async () => (await import('../pages/conversations.tsx')).Conversations),
  },
  {
    path: 'cases',
    permission: 'cases.see',
    menu: 'cases',
    group: 'answers',
    icon: <InboxOutlined />,
    element: later(async () => (await import('../pages/cases.tsx')).Cases),
  },
  {
    path: 'cases',
    rest: '/:id',
    permission: 'cases.see',
    element: later(async () => (await import('../pages/case.tsx')).CasePage),
  },
  {
    path: 'line-reports',
    permission: 'line_reports.see',
    menu: 'lineReports',
    group: 'answers',
    icon: <CommentOutlined />,
    element: later(async () => (await import('../pages/line-reports.tsx')).LineReports),
  },
  {
    path: 'reports',
    permission: 'reports.see',
    menu: 'reports',
    group: 'results',
    icon: <FileTextOutlined />,
    element: later(async () => (await import('../pages/reports.tsx')).Reports),
  },
  {
    path: 'reports',
    rest: '/:id',
    permission: 'reports.see',
    element: later(async () => (await import('../pages/report.tsx')).ReportPage),
  },
  {
    path: 'ranking',
    permission: 'reports.see',
    menu: 'ranking',
    group: 'results',
    icon: <TrophyOutlined />,
    element: later(async () => (await import('../pages/ranking.tsx')).Ranking),
  },
  {
    path: 'spot-work',
    permission: 'spot_checks.work',
    menu: 'spotWork',
    group: 'mine',
    icon: <MobileOutlined />,
    element: later(async () => (await import('../pages/spot-work.tsx')).SpotWorkPage),
  },
  {
    path: 'spot-checks',
    permission: 'spot_checks.see',
    menu: 'spotChecks',
    group: 'testing',
    icon: <AuditOutlined />,
    element: later(async () => (await import('../pages/spot-checks.tsx')).SpotChecks),
  },
  {
    path: 'spot-checks',
    rest: '/:id',
    permission: 'spot_checks.see',
    element: later(async () => (await import('../pages/spot-round.tsx')).SpotRoundPage),
  },
  {
    path: 'programmes',
    permission: 'programmes.see',
    menu: 'programmes',
    group: 'repair',
    icon: <ProfileOutlined />,
    element: later(async () => (await import('../pages/programmes.tsx')).Programmes),
  },
  {
    path: 'programmes',
    rest: '/:id',
    permission: 'programmes.see',
    element: later(async () => (await import('../pages/programme.tsx')).ProgrammePage),
  },
  {
    path: 'programme-documents',
    rest: '/:id',
    permission: 'programmes.see',
    element: later(
      async () => (await import('../pages/programme-document.tsx')).ProgrammeDocumentPage,
    ),
  },
  {
    path: 'measures',
    rest: '/:id',
    permission: 'programmes.see',
    element: later(async () => (await import('../pages/measure.tsx')).MeasurePage),
  },
  {
    path: 'knowledge',
    permission: 'knowledge.see',
    menu: 'knowledge',
    group: 'answers',
    icon: <BookOutlined />,
    element: later(async () => (await import('../pages/knowledge.tsx')).Knowledge),
  },
  {
    path: 'knowledge',
    rest: '/:id',
    permission: 'knowledge.see',
    element: later(async () => (await import('../pages/knowledge-entry.tsx')).KnowledgeEntry),
  },
  {
    path: 'gaps',
    permission: 'gaps.see',
    menu: 'gaps',
    group: 'answers',
    icon: <QuestionCircleOutlined />,
    element: later(async () => (await import('../pages/gaps.tsx')).Gaps),
  },
  {
    path: 'topics',
    permission: 'topics.see',
    menu: 'topics',
    group: 'answers',
    icon: <FireOutlined />,
    element: later(async () => (await import('../pages/topics.tsx')).Topics),
  },
  {
    path: 'knowledge-documents',
    rest: '/:id',
    permission: 'knowledge.see',
    element: later(
      async () => (await import('../pages/knowledge-document.tsx')).KnowledgeDocumentPage,
    ),
  },
  {
    path: 'knowledge-imports',
    rest: '/:id',
    permission: 'knowledge.edit',
    element: later(async () => (await import('../pages/knowledge-import.tsx')).KnowledgeImportPage),
  },
  {
    path: 'capacity',
    permission: 'verdicts.see',
    menu: 'capacity',
    group: 'repair',
    icon: <BarChartOutlined />,
    element: later(async () => (await import('../pages/capacity.tsx')).Capacity),
  },
  {
    path: 'staffing',
    permission: 'staffing.plan',
    menu: 'staffing',
    group: 'repair',
    icon: <TeamOutlined />,
    element: later(async () => (await import('../pages/staffing.tsx')).Staffing),
  },
  {
    path: 'consolidation',
    permission: 'consolidation.see',
    menu: 'consolidation',
    group: 'repair',
    icon: <MergeCellsOutlined />,
    element: later(async () => (await import('../pages/consolidation.tsx')).Consolidation),
  },
  {
    path: 'clearances',
    permission: 'clearances.see',
    menu: 'clearances',
    group: 'numbers',
    icon: <SafetyCertificateOutlined />,
    element: later(async () => (await import('../pages/clearances.tsx')).Clearances),
  },
  {
    path: 'announcements',
    permission: 'announcements.see',
    menu: 'announcements',
    group: 'testing',
    icon: <AudioOutlined />,
    element: later(async () => (await import('../pages/announcements.tsx')).Announcements),
  },
  {
    path: 'settings',
    permission: 'settings.see',
    menu: 'settings',
    icon: <SettingOutlined />,
    element: later(async () => (await import('../pages/settings.tsx')).Settings),
  },
];
