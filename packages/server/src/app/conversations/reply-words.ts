import type { Language, Localised } from '@everyline/contract';
import type { Reply } from '@everyline/knowledge';

/** What sends a message to a person, in each language; the answerer knows both. */
export const personWord = { zh: '人工', en: 'human' } as const;

/** Sentences of the program in a conversation. */
export const saidByService = {
  abstained: {
    zh: '这个问题我没有把握回答。可以换个说法再问，或回复“人工”由工作人员回答。',
    en: 'I am not sure of the answer to this. Ask in other words, or write “human” and a person will answer.',
  },
  switched_off: {
    zh: '现在由工作人员回答。您的问题已经记下。',
    en: 'Questions are answered by people now. Yours has been taken down.',
  },
  waiting: {
    zh: '已为您转人工。',
    en: 'A person has been asked to take over.',
  },
  taken: {
    zh: '工作人员已接手，正在看您的问题。',
    en: 'A member of staff has taken over and is reading your question.',
  },
  handed_back: {
    zh: '工作人员已离开，您可以继续提问；需要时请回复“人工”。',
    en: 'The member of staff has left. You can go on asking; write “human” to reach a person again.',
  },
  closed: {
    zh: '对话已结束。如还有问题，请开始新的对话。',
    en: 'The conversation is over. If there is anything else, begin a new one.',
  },
  thanks: {
    zh: '谢谢您的评价。',
    en: 'Thank you for telling us.',
  },
  case_answered: {
    zh: '您的工单 {number} 已有结果：{answer}',
    en: 'There is a result of your case {number}: {answer}',
  },
  case_opened: {
    zh: '已为您登记工单，编号 {number}。',
    en: 'A case was opened for you, number {number}.',
  },
} as const satisfies Readonly<Record<string, Localised>>;

/** One of two sentences. */
export function inLanguage(said: Localised, language: Language): string {
  return language === 'en' ? said.en : said.zh;
}

/** The question that is asked back. */
export function askedBackText(reply: Extract<Reply, { kind: 'ask' }>, language: Language): string {
  const labels = reply.choices.map(({ label }) => label);
  if (language === 'en') {
    return `${reply.facet === 'region' ? 'Which district' : 'For whom'}: ${labels.join(', ')}?`;
  }
  const what = reply.facet === 'region' ? '请问是哪个区（县）' : '请问是哪一类人员';
  return `${what}：${labels.join('、')}？`;
}
