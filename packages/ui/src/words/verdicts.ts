import type { VerdictWord } from '@everyline/contract';

import type { Sentence } from '../language.ts';

/** What each verdict is called, and what it means in one line. */
export const verdictWords: Readonly<Record<VerdictWord, Sentence & { readonly means: Sentence }>> =
  {
    healthy: {
      zh: '健康',
      en: 'healthy',
      means: { zh: '公布的时间里打得通', en: 'gets through in its published hours' },
    },
    busy: {
      zh: '占线',
      en: 'busy',
      means: { zh: '打不进去，总在通话中', en: 'callers meet a busy line' },
    },
    slow: {
      zh: '久候',
      en: 'slow',
      means: { zh: '能接通，等人工太久', en: 'answers, but a person is reached too late' },
    },
    zombie: {
      zh: '僵尸',
      en: 'zombie',
      means: { zh: '振铃无人接听', en: 'rings, and nobody answers' },
    },
    invalid: {
      zh: '无效',
      en: 'invalid',
      means: { zh: '空号、停机或故障', en: 'unallocated, suspended or faulty' },
    },
    outdated: {
      zh: '过时',
      en: 'outdated',
      means: { zh: '接的不是公布的单位或事项', en: 'answers, but is not the published service' },
    },
    undetermined: {
      zh: '待定',
      en: 'undetermined',
      means: { zh: '证据还不够', en: 'not enough evidence yet' },
    },
  };

/** The order in which verdicts stand in charts and lists. */
export const verdictOrder: readonly VerdictWord[] = [
  'healthy',
  'busy',
  'slow',
  'zombie',
  'invalid',
  'outdated',
  'undetermined',
];

/** Colours of the verdicts: told apart also without colour by word and shape; ≥ 4.5 : 1 on white. */
export const verdictColours: Readonly<Record<VerdictWord, string>> = {
  healthy: '#1b7f5c',
  busy: '#b4541a',
  slow: '#8a6d00',
  zombie: '#6b4fa0',
  invalid: '#b3261e',
  outdated: '#2f5fa8',
  undetermined: '#6b7480',
};
