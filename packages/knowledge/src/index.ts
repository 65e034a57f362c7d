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
export { Answerer } from './answering/answerer.ts';
export type { AnswererOptions } from './answering/answerer.ts';
export type { AnswerContext, ReplyReasons, Weighed } from './answering/decide-reply.ts';
export { asksForPerson } from './answering/hand-over.ts';
export { isUsable } from './answering/item.ts';
export type { AnswerEntry, AnswerItem, AnswerPassage, AnswerSource } from './answering/item.ts';
export type { Citation, Reply } from './answering/reply.ts';
export { NEW_THREAD } from './answering/thread.ts';
export type { Thread } from './answering/thread.ts';
export { AUDIENCES } from './answering/read-question.ts';
export type { Audience } from './answering/read-question.ts';
export { districtNamed, type CityNames } from './answering/places.ts';
export { chanceOf, fitConfidence, SIGNS } from './answering/confidence.ts';
export type { ConfidenceLesson, Signs } from './answering/confidence.ts';
export { DEFAULT_THRESHOLD, ENTRY_WEIGHTS } from './answering/confidence-weights.ts';
export { readAnswerEntries, readAnswerQuestions } from './evaluation/answer-set.ts';
export type { AnswerSetQuestion } from './evaluation/answer-set.ts';
export {
  calibration,
  coverageCurve,
  figuresAt,
  judgeAnswer,
  lessonsOf,
} from './evaluation/judge-answers.ts';
export type { AnswerFigures, CurvePoint, JudgedAnswer } from './evaluation/judge-answers.ts';
