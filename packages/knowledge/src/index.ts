export { Retriever } from './retriever.ts';
export type { Hit, RetrieverOptions, RetrieverSize } from './retriever.ts';
export type { Entry } from './entry.ts';
export type { Synonyms } from './text/normalise.ts';
export { wordsOf } from './text/words.ts';
export {
  CUT,
  meanOf,
  measureQuestion,
  pairedBootstrap,
  seededRandom,
} from './evaluation/measures.ts';
export type { Difference, QuestionMeasure } from './evaluation/measures.ts';
export { readAnswers, readEntries, readQuestions } from './evaluation/retrieval-set.ts';
export type { BadLine, SetQuestion } from './evaluation/retrieval-set.ts';
export { crossFit, halfOf, lessonOf } from './evaluation/cross-fit.ts';
export { fitWeights } from './rank/fit-weights.ts';
export type { Lesson } from './rank/fit-weights.ts';
export { cutDocument } from './passages/cut-document.ts';
export { cutText } from './passages/cut-text.ts';
export { articlesOf, cutNewspaper, isNewspaperPage } from './passages/newspaper.ts';
export type { Article } from './passages/newspaper.ts';
export type { DocumentPart } from './passages/document-text.ts';
export type { Passage } from './passages/passage.ts';
