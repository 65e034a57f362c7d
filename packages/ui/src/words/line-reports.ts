import type { LineReportKindWord, LineReportStateWord } from '@everyline/contract';

import type { Sentence } from '../language.ts';

/** What a citizen says of a number that did not work for them. */
export const lineReportKindWords: Readonly<Record<LineReportKindWord, Sentence>> = {
  busy: { zh: '总是占线', en: 'always busy' },
  no_answer: { zh: '无人接听', en: 'nobody answers' },
  not_in_service: { zh: '空号或停机', en: 'not in service' },
  wrong_office: { zh: '接听的不是该单位', en: 'another office answers' },
  other: { zh: '其他', en: 'other' },
};

/** What became of a report. */
export const lineReportStateWords: Readonly<Record<LineReportStateWord, Sentence>> = {
  waiting: { zh: '待拨测核实', en: 'waits for test calls' },
  known: { zh: '已在整改', en: 'known, in repair' },
  for_people: { zh: '待人工核实', en: 'for people to check' },
  confirmed: { zh: '核实属实', en: 'confirmed by calls' },
  not_confirmed: { zh: '未能证实', en: 'not confirmed by calls' },
};
