/** What is searched: a reviewed question with its other phrasings and its answer, or a passage that has only a text. */
export interface Entry {
  readonly id: string;
  /** The question, or the title of a passage. */
  readonly question?: string;
  /** Other ways in which people ask the same. */
  readonly paraphrases?: readonly string[];
  /** The answer, or the text of a passage. */
  readonly answer: string;
}
