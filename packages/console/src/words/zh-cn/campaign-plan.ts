import type { CampaignStepWord } from '@everyline/contract';

export const campaignPlan = {
  title: '计划与节点',
  lead: '按四步列出节点：谁牵头、何时完成、完成到多少，数字读自系统。建好后可逐项修改。',
  leadOffice: '牵头单位（可不填）',
  existing: '或选用已有的任务台账',
  make: '按模板制定计划',
  take: '选用这个台账',
  programme: '打开任务台账',
  steps: {
    take_stock: '摸底数',
    consolidate: '强整合',
    make_last: '建机制',
    run_well: '优运转',
  } satisfies Record<CampaignStepWord, string> as Record<CampaignStepWord, string>,
  others: '其他任务',
  none: '没有节点',
  summary: (measures: number, done: number) => `${measures} 个节点，已完成 ${done} 个`,
  overdue: (count: number) => `逾期 ${count} 个`,
  live: '“读自系统”的数字按相关单位的全部线路和整改单现算。',
};
