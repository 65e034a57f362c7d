import type { AnswerCitation, AnswerReasons } from '@everyline/contract';
import { localTime, type AnswerPolicy } from '@everyline/domain';
import type { Citation } from '@everyline/knowledge';

import type { AppContext } from '../context.ts';
import type { ReadyAnswers } from '../ports/answers.ts';
import type { ConversationRow, KeptThread } from '../ports/store/conversations.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { lineOfMessage, linesByName, type LineAnswer } from './line-answer.ts';
import { askedBackText, inLanguage, personWord, saidByService } from './reply-words.ts';

/** What the program says to a message, or that a person is wanted. */
export interface MessageAnswer {
  readonly kind: 'answer' | 'question' | 'abstained' | 'hand_over';
  readonly text: string;
  readonly citations: readonly AnswerCitation[];
  readonly choices: readonly string[];
  readonly reasons: AnswerReasons;
  readonly thread: KeptThread;
}

/**
 * The answer to a message whose personal numbers are masked: what holds of a line at this moment, a quotation of what is
 * published and valid on this day, a question asked back, or none. Who asks for a person is handed over at once.
 */
export async function answerMessage(
  context: Pick<AppContext, 'store' | 'clock'>,
  ready: ReadyAnswers,
  policy: AnswerPolicy,
  { thread, region, language }: Pick<ConversationRow, 'thread' | 'region' | 'language'>,
  message: string,
): Promise<MessageAnswer> {
  const { day } = localTime(cityCalendar(), context.clock.nowMs());
  const { threshold } = policy;
  const { reply, reasons } = ready.explain(message, thread, { day, region, threshold });
  const outcome = reply.kind === 'abstain' ? reply.reason : reply.kind;
  const kept: AnswerReasons = {
    understood: reply.understood,
    outcome,
    confidence: reasons.confidence,
    threshold: reasons.threshold,
    best: reasons.best,
    candidates: reasons.candidates.map((one) => ({ ...one, version: ready.versionOf(one.id) })),
    signs: [...reasons.signs],
    searched: ready.entries,
  };
  const none = { citations: [], choices: [], reasons: kept };
  if (reply.kind === 'hand_over' || !policy.automatic) {
    const switchedOff = reply.kind !== 'hand_over';
    return {
      ...none,
      kind: 'hand_over',
      text: '',
      reasons: switchedOff ? { ...kept, outcome: 'switched_off' } : kept,
      thread: switchedOff ? { ...reply.thread, lineId: null } : thread,
    };
  }
  const speaking = { ...context, language };
  const ofLine = (answer: LineAnswer): MessageAnswer => ({
    kind: 'answer',
    text: answer.text,
    citations: answer.citations,
    choices: [],
    reasons: { ...kept, outcome: 'line' },
    thread: { lastQuestion: reply.understood, choices: [], lineId: answer.lineId },
  });
  const line = await lineOfMessage(speaking, message, thread.lineId);
  if (line !== null) return ofLine(line);
  const next = { ...reply.thread, lineId: null };
  switch (reply.kind) {
    case 'answer':
      return {
        kind: 'answer',
        text: reply.text,
        citations: reply.citations.map((one) => citationView(ready, one)),
        choices: [],
        reasons: kept,
        thread: next,
      };
    case 'ask':
      return {
        kind: 'question',
        text: askedBackText(reply, language),
        citations: [],
        choices: reply.choices.map(({ label }) => label),
        reasons: kept,
        thread: next,
      };
    case 'abstain': {
      const named = await linesByName(speaking, message);
      if (named !== null) return ofLine(named);
      return {
        ...none,
        kind: 'abstained',
        text: inLanguage(saidByService.abstained, language),
        choices: [inLanguage(personWord, language)],
        thread: next,
      };
    }
  }
}

function citationView(ready: ReadyAnswers, one: Citation): AnswerCitation {
  return {
    kind: 'entry',
    id: one.id,
    version: ready.versionOf(one.id),
    title: one.title,
    quotation: one.quotation,
    source: one.source,
    region: one.region,
    audience: one.audience,
    validFrom: one.date,
    validUntil: one.validUntil,
  };
}
