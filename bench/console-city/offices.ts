import type { Department, Line, Purpose, Tier } from '@everyline/domain';
import { oneOf } from '@everyline/exchange';

import type { TrueLine } from '../verdict-city.ts';

const bureaus = [
  ...['发展和改革', '教育', '科学技术', '经济和信息化', '民族宗教', '公安', '民政', '司法', '财政'],
  ...[
    '人力资源和社会保障',
    '自然资源',
    '生态环境',
    '住房和城乡建设',
    '城市管理',
    '交通运输',
    '水务',
  ],
  ...[
    '农业农村',
    '商务',
    '文化广电旅游',
    '卫生健康',
    '退役军人事务',
    '应急管理',
    '审计',
    '市场监督管理',
  ],
  ...[
    '体育',
    '统计',
    '医疗保障',
    '信访',
    '政务服务',
    '公园城市',
    '金融监管',
    '税务',
    '气象',
    '烟草专卖',
  ],
  ...['住房公积金', '残疾人联合', '供销合作', '档案', '机关事务', '口岸物流'],
];
const parts = [
  ...['办公室', '政策法规处', '行政审批处', '财务处', '人事处', '督查处', '信息中心', '服务大厅'],
  ...['执法支队', '监测中心', '咨询服务科', '综合科', '窗口一组', '窗口二组'],
];
const items = [
  ...[
    '许可证办理',
    '变更登记',
    '注销登记',
    '补贴申请',
    '投诉受理',
    '政策咨询',
    '档案查询',
    '年度审验',
  ],
  ...['资格认定', '费用减免', '现场勘验预约', '证明开具', '异地办理', '信用修复', '备案'],
];

/** A tree of offices: the city, its bureaus, their parts, and here and there windows under those. */
export function makeOffices(
  count: number,
  idAt: (atMs: number) => string,
  atMs: number,
): Department[] {
  const root: Department = {
    id: idAt(atMs),
    parentId: null,
    name: '蓉江市人民政府',
    areaCode: null,
    code: null,
  };
  const offices = [root];
  const heads = bureaus.map((name): Department => ({
    id: idAt(atMs),
    parentId: root.id,
    name: `市${name}局`,
    areaCode: null,
    code: null,
  }));
  offices.push(...heads.slice(0, count - 1));
  for (let at = 0; offices.length < count; at += 1) {
    const above = offices.length < count * 0.85 ? heads : offices.slice(heads.length + 1);
    const parent = above[(at * 7) % above.length] ?? root;
    const part = parts[Math.floor((at * 7) / above.length) % parts.length] ?? '';
    const turn = Math.floor((at * 7) / above.length / parts.length);
    const name = `${parent.name}${part}${turn === 0 ? '' : String(turn + 1)}`;
    offices.push({ id: idAt(atMs), parentId: parent.id, name, areaCode: null, code: null });
  }
  return offices;
}

const purposes: readonly Purpose[] = [
  ...(['enquiry', 'enquiry', 'enquiry', 'casework', 'casework', 'general', 'general'] as const),
  ...(['complaint', 'duty', 'hotline', 'technical', 'fax', 'repair'] as const),
];
const tiers: readonly Tier[] = ['A', 'B', 'B', 'B', 'C', 'C'];

/** The line of a number: most of an office, with services and hours; one in fifty is an extension of the one before. */
export function makeLine(
  at: number,
  truth: TrueLine,
  offices: readonly Department[],
  before: Line | undefined,
  made: { readonly id: string; readonly atMs: number; readonly random: () => number },
): Line {
  const { random } = made;
  const office = random() < 0.97 ? oneOf(offices, random) : null;
  const isExtension = before !== undefined && at % 50 === 49;
  const dialled = isExtension ? before.number.dialled : `+8628${String(61_000_000 + at * 731)}`;
  return {
    id: made.id,
    number: { dialled, areaCode: null, extension: isExtension ? String(8000 + (at % 1000)) : null },
    numberType: isExtension ? 'extension' : 'geographic',
    departmentId: office?.id ?? null,
    owner: office?.name ?? null,
    services: [oneOf(items, random), oneOf(items, random)].slice(0, random() < 0.6 ? 2 : 1),
    purpose: oneOf(purposes, random),
    hours: truth.hours,
    tier: oneOf(tiers, random),
    seats: random() < 0.6 ? 1 + Math.floor(random() * 4) : null,
    sample: false,
    state: 'active',
    createdAtMs: made.atMs,
  };
}
