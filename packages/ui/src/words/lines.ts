import type { NumberTypeWord, PurposeWord, TierWord } from '@everyline/contract';

import type { Sentence } from '../language.ts';

export const purposeWords: Readonly<Record<PurposeWord, Sentence>> = {
  general: { zh: '综合', en: 'general' },
  enquiry: { zh: '咨询', en: 'enquiry' },
  casework: { zh: '业务', en: 'casework' },
  complaint: { zh: '投诉举报', en: 'complaint' },
  duty: { zh: '值班', en: 'duty' },
  hotline: { zh: '热线', en: 'hotline' },
  emergency: { zh: '紧急', en: 'emergency' },
  repair: { zh: '报修', en: 'repair' },
  technical: { zh: '技术支持', en: 'technical' },
  fax: { zh: '传真', en: 'fax' },
  media: { zh: '新闻', en: 'media' },
  mention: { zh: '仅提及', en: 'mention' },
};

export const numberTypeWords: Readonly<Record<NumberTypeWord, Sentence>> = {
  geographic: { zh: '固定电话', en: 'geographic' },
  mobile: { zh: '手机', en: 'mobile' },
  short_code: { zh: '短号码', en: 'short code' },
  toll_free: { zh: '400/800', en: '400/800' },
  extension: { zh: '分机', en: 'extension' },
};

export const tierWords: Readonly<Record<TierWord, Sentence>> = {
  A: { zh: 'A 级', en: 'tier A' },
  B: { zh: 'B 级', en: 'tier B' },
  C: { zh: 'C 级', en: 'tier C' },
};
