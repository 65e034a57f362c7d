/** What is answered without looking anything up, where a message is one of the words or has one of them. */
export interface KeywordRule {
  readonly words: readonly string[];
  readonly match: 'is' | 'has';
  readonly reply: string;
}

/** The reply of the first rule that fits a message; null where none does. Case and full-width forms make no difference. */
export function replyOfRules(rules: readonly KeywordRule[], message: string): string | null {
  const said = plain(message);
  const fits = ({ words, match }: KeywordRule) =>
    words.some((word) => {
      const wanted = plain(word);
      return wanted !== '' && (match === 'is' ? said === wanted : said.includes(wanted));
    });
  return rules.find(fits)?.reply ?? null;
}

/** What a citizen says of whether it was solved, where a message says nothing else. */
export function feedbackIn(message: string): boolean | null {
  const said = plain(message).replace(/[。.!！了]+$/u, '');
  if (/^(?:已解决|解决|已经解决|solved)$/u.test(said)) return true;
  if (/^(?:未解决|没解决|没有解决|不解决|not solved|unsolved)$/u.test(said)) return false;
  return null;
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
