import type { Column } from '../tables/read-records.ts';

interface FileColumn extends Column {
  readonly key: TicketColumn;
  /** In characters. */
  readonly width: number;
}

/** The columns of a file of tickets; the last six are filled in to do something when it is imported again. */
export type TicketColumn =
  | 'number'
  | 'line'
  | 'office'
  | 'tier'
  | 'fault'
  | 'state'
  | 'opened'
  | 'due'
  | 'overdue'
  | 'reopened'
  | 'closed'
  | 'sentence'
  | 'version'
  | 'move'
  | 'reason'
  | 'days'
  | 'assignTo'
  | 'comment';

export const ticketColumns: readonly FileColumn[] = [
  { key: 'number', heads: ['编号', 'No.'], width: 8 },
  { key: 'line', heads: ['号码', 'Line'], width: 20 },
  { key: 'office', heads: ['责任单位', 'Department'], width: 28 },
  { key: 'tier', heads: ['分级', 'Tier'], width: 6 },
  { key: 'fault', heads: ['问题', 'Fault'], width: 14 },
  { key: 'state', heads: ['状态', 'State'], width: 16 },
  { key: 'opened', heads: ['开出于', 'Opened'], width: 17 },
  { key: 'due', heads: ['限期', 'Due'], width: 12 },
  { key: 'overdue', heads: ['逾期工作日', 'Working days overdue'], width: 12 },
  { key: 'reopened', heads: ['重新整改次数', 'Times reopened'], width: 12 },
  { key: 'closed', heads: ['销号于', 'Closed'], width: 17 },
  { key: 'sentence', heads: ['说明', 'What is wrong'], width: 80 },
  { key: 'version', heads: ['版本（勿改）', 'Version (leave)'], width: 10 },
  { key: 'move', heads: ['办理', 'Move'], width: 18 },
  { key: 'reason', heads: ['原因或说明', 'Why'], width: 40 },
  { key: 'days', heads: ['延期工作日', 'Working days more'], width: 12 },
  { key: 'assignTo', heads: ['指派给', 'Assign to'], width: 28 },
  { key: 'comment', heads: ['留言', 'Comment'], width: 40 },
];
