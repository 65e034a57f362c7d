import type { BadHour } from '@everyline/contract';

import type { Sentence } from '../language.ts';

/** How the calls of a bad hour of a trunk failed. */
export const symptomWords: Readonly<Record<BadHour['symptom'], Sentence>> = {
  busy: { zh: '占线', en: 'busy' },
  unanswered: { zh: '无人接听', en: 'not answered' },
  silent: { zh: '接通后无声或即断', en: 'silent or hung up at once' },
  dead: { zh: '空号、停机或被拒', en: 'dead number or refusal' },
  announcement: { zh: '未识别的录音', en: 'unknown recording' },
};

export const badHourStateWords: Readonly<Record<BadHour['state'], Sentence>> = {
  suspected: { zh: '可疑', en: 'suspected' },
  found: { zh: '已认定', en: 'found' },
  dismissed: { zh: '已排除', en: 'dismissed' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};
