import { accessRoutes } from './routes/access.ts';
import { badHourRoutes } from './routes/bad-hours.ts';
import { callRoutes } from './routes/calls.ts';
import { capacityRoutes } from './routes/capacity.ts';
import { caseRoutes } from './routes/cases.ts';
import { channelRoutes } from './routes/channels.ts';
import { checkRoutes } from './routes/checks.ts';
import { cityRoutes } from './routes/city.ts';
import { consolidationRoutes } from './routes/consolidation.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { departmentRoutes } from './routes/departments.ts';
import { gapRoutes } from './routes/gaps.ts';
import { inventoryRoutes } from './routes/inventory.ts';
import { knowledgeRoutes } from './routes/knowledge.ts';
import { knowledgeDocumentRoutes } from './routes/knowledge-documents.ts';
import { knowledgeImportRoutes } from './routes/knowledge-imports.ts';
import { limitRoutes } from './routes/limits.ts';
import { lineReportRoutes } from './routes/line-reports.ts';
import { ownerRoutes } from './routes/owners.ts';
import { programmeRoutes } from './routes/programmes.ts';
import { reportRoutes } from './routes/reports.ts';
import { sourceRoutes } from './routes/sources.ts';
import { spotRoundRoutes } from './routes/spot-rounds.ts';
import { tellingRoutes } from './routes/telling.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { topicRoutes } from './routes/topics.ts';
import { workOrderRoutes } from './routes/work-orders.ts';

/** All operations of the HTTP API, each as a Route. */
export const routes = {
  ...cityRoutes,
  ...accessRoutes,
  ...departmentRoutes,
  ...inventoryRoutes,
  ...ownerRoutes,
  ...capacityRoutes,
  ...consolidationRoutes,
  ...sourceRoutes,
  ...callRoutes,
  ...limitRoutes,
  ...badHourRoutes,
  ...checkRoutes,
  ...spotRoundRoutes,
  ...ticketRoutes,
  ...caseRoutes,
  ...lineReportRoutes,
  ...conversationRoutes,
  ...channelRoutes,
  ...gapRoutes,
  ...topicRoutes,
  ...workOrderRoutes,
  ...programmeRoutes,
  ...knowledgeRoutes,
  ...knowledgeImportRoutes,
  ...knowledgeDocumentRoutes,
  ...reportRoutes,
  ...tellingRoutes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
