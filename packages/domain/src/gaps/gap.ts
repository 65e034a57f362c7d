import { questionKey } from '../knowledge/question-key.ts';

/** Why a question had no good answer. */
export const gapReasons = ['abstained', 'handed_over', 'not_solved'] as const;
export type GapReason = (typeof gapReasons)[number];

/** What becomes of it: nothing yet, an entry was begun for it, or it is no matter for the knowledge base. */
export const gapStates = ['open', 'drafted', 'dismissed'] as const;
export type GapState = (typeof gapStates)[number];

/** Greetings, thanks and the like, which ask nothing. */
const ASKS_NOTHING =
  /^(?:你好|您好|在吗|在不在|有人吗|喂|谢谢|感谢|好的|好|嗯|哦|知道了|明白了|再见|测试|hello|hi|thanks|thankyou|ok|bye|test)+$/u;

/** What identifies a question among those of its conversation; null where it asks nothing. */
export function gapKey(question: string): string | null {
  const key = questionKey(question);
  return [...key].length < 2 || ASKS_NOTHING.test(key) ? null : key;
}
