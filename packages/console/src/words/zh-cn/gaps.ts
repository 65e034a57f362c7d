/** Questions that had no good answer. */
export const gaps = {
  lead: '市民问过而没有得到好答复的问题，相近的归在一起，问得多的在前。不记录是谁问的。',
  count: (gaps: string, questions: string) => `${gaps} 组，共 ${questions} 次提问`,
  partial: '提问很多，只归并了最近的一部分；处理后会显示其余的。',
  empty: '没有待补的问题',
  asked: '次数',
  question: '问题',
  others: '其他问法',
  why: '原因',
  last: '最近一次',
  reasons: { abstained: '没有把握', handed_over: '转了人工', not_solved: '没有解决' },
  draft: '起草条目',
  dismiss: '不必补充',
  dismissed: '已移出',
  drafted: '条目已起草，这组问题已移出',
};
