import type { Column } from '../tables/read-records.ts';

interface FileColumn extends Column {
  readonly key: CaseColumn;
  /** In characters. */
  readonly width: number;
}

/** The columns of a file of cases, out and in. */
export type CaseColumn =
  | 'number'
  | 'externalNumber'
  | 'state'
  | 'category'
  | 'demand'
  | 'place'
  | 'name'
  | 'telephone'
  | 'channel'
  | 'office'
  | 'line'
  | 'received'
  | 'due'
  | 'answer'
  | 'answered'
  | 'satisfaction'
  | 'closed';

export const caseColumns: readonly FileColumn[] = [
  { key: 'number', heads: ['编号', 'No.'], width: 8 },
  { key: 'externalNumber', heads: ['外部编号', 'External number'], width: 20 },
  { key: 'state', heads: ['状态', 'State'], width: 12 },
  { key: 'category', heads: ['诉求类型', 'Category'], width: 14 },
  { key: 'demand', heads: ['诉求内容', 'Demand'], width: 60 },
  { key: 'place', heads: ['地点', 'Place'], width: 24 },
  { key: 'name', heads: ['诉求人', 'Name'], width: 12 },
  { key: 'telephone', heads: ['联系电话', 'Telephone'], width: 18 },
  { key: 'channel', heads: ['渠道', 'Channel'], width: 12 },
  { key: 'office', heads: ['责任单位', 'Department'], width: 28 },
  { key: 'line', heads: ['线路', 'Line'], width: 20 },
  { key: 'received', heads: ['收到于', 'Received'], width: 17 },
  { key: 'due', heads: ['答复限期', 'Due'], width: 12 },
  { key: 'answer', heads: ['答复', 'Answer'], width: 60 },
  { key: 'answered', heads: ['答复于', 'Answered'], width: 17 },
  { key: 'satisfaction', heads: ['回访结果', 'Satisfaction'], width: 14 },
  { key: 'closed', heads: ['办结于', 'Closed'], width: 17 },
];
