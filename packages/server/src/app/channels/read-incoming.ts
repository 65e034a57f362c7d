import { feedbackIn, mostMessageLetters, replyOfRules, saidByButton } from '@everyline/domain';
import type { Localised } from '@everyline/contract';

import { inLanguage } from '../conversations/reply-words.ts';
import type { ChannelAccount, Incoming } from '../ports/channels.ts';
import { channelLanguage } from './reply-text.ts';

/** What is said by us outside of a conversation. */
const outside = {
  welcome: {
    zh: '您好，请直接输入您的问题，例如“医保报销需要什么材料”。需要工作人员请回复“人工”。',
    en: 'Hello. Ask your question in your own words. Write “human” to reach a person.',
  },
  unread: {
    zh: '目前只能看懂文字。请把问题写成文字，或回复“人工”。',
    en: 'Only text can be read here. Please write your question, or write “human”.',
  },
  old_button: {
    zh: '这个菜单已经更新，请直接输入您的问题。',
    en: 'This menu has changed; please write your question.',
  },
} as const satisfies Readonly<Record<string, Localised>>;

/** What a citizen did, as it is acted on. */
export type Meant =
  /** Something outside of a conversation is said. */
  | { readonly kind: 'outside'; readonly text: string }
  /** Whether what they asked about was solved. */
  | { readonly kind: 'feedback'; readonly solved: boolean; readonly text: string }
  /** A message; with a reply where a rule has one. */
  | { readonly kind: 'message'; readonly text: string; readonly reply: string | null };

/** Finds out what a citizen means by what they did, by the settings of the channel. Who asks for a person passes all rules. */
export function readIncoming(
  { settings }: Pick<ChannelAccount, 'settings'>,
  { kind, text }: Pick<Incoming, 'kind' | 'text'>,
  asksForPerson: (message: string) => boolean,
): Meant {
  const say = (what: keyof typeof outside): Meant => ({
    kind: 'outside',
    text: inLanguage(outside[what], channelLanguage),
  });
  if (kind === 'joined') {
    return settings.welcome === '' ? say('welcome') : { kind: 'outside', text: settings.welcome };
  }
  const said = (kind === 'pressed' ? (saidByButton(settings.menu, text) ?? '') : text).trim();
  if (kind === 'unread' || said === '') return say(kind === 'pressed' ? 'old_button' : 'unread');
  const short = [...said].slice(0, mostMessageLetters).join('');
  const solved = feedbackIn(short);
  if (solved !== null) return { kind: 'feedback', solved, text: short };
  const reply = asksForPerson(short) ? null : replyOfRules(settings.rules, short);
  return { kind: 'message', text: short, reply };
}
