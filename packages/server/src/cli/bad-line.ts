import type { Localised } from '@everyline/contract';
import type { BadLine } from '@everyline/knowledge';

import { AppFault } from '../app/faults.ts';

const BAD_LINES: Readonly<Record<BadLine['fault'], Localised>> = {
  'not json': { zh: '不是 JSON 对象', en: 'is no JSON object' },
  'no id': { zh: '缺少 id', en: 'has no id' },
  'no text': { zh: '缺少文字 text', en: 'has no text' },
  'id twice': { zh: '重复了前面的 id', en: 'repeats an id' },
  'not three columns': {
    zh: '应为以制表符分隔的三列（问题、条目、分值）',
    en: 'does not have three columns (question, entry, score) parted by tabulators',
  },
  'unknown question': {
    zh: '的问题不在 queries.jsonl 中',
    en: 'names a question that is not in queries.jsonl',
  },
  'unknown entry': {
    zh: '的条目不在 corpus.jsonl 中',
    en: 'names an entry that is not in corpus.jsonl',
  },
  'no question': { zh: '缺少问题 question', en: 'has no question' },
  'no answer': {
    zh: '缺少答案 shortAnswer 或 longAnswer',
    en: 'has no answer (shortAnswer or longAnswer)',
  },
  'no group': { zh: '缺少分组 group', en: 'has no group' },
  'score is no number': { zh: '的分值不是数字', en: 'has a score that is no number' },
};

/** What is wrong with a line of a set, with its file and number. */
export function badLineFault(
  { line, fault, found }: BadLine,
  path: string,
  command: 'ask' | 'evaluate',
): AppFault {
  const { zh, en } = BAD_LINES[fault];
  const [inChinese, inEnglish] = found === '' ? ['', ''] : [`：${found}`, `: ${found}`];
  const detail = { zh: `第 ${line} 行${zh}${inChinese}`, en: `line ${line} ${en}${inEnglish}` };
  return new AppFault('wrong_usage', { detail, command }, path);
}
