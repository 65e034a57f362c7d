import type { Language } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { answerRules } from '../conversations/answer-rules.ts';
import { noticeOf } from '../conversations/conversation-view.ts';
import { inLanguage } from '../conversations/reply-words.ts';
import type { Repositories } from '../ports/store.ts';
import type { ConversationRow, StoredMessage } from '../ports/store/conversations.ts';

/** What was said to a citizen at some positions of a conversation, as one text with what it rests on. */
export async function replyText(
  {
    store,
    clock,
  }: { readonly store: Pick<Repositories, 'conversations' | 'settings'> } & Pick<
    AppContext,
    'clock'
  >,
  conversationId: string,
  stands: (position: number) => boolean,
): Promise<string> {
  const row = await store.conversations.row(conversationId);
  if (row === null) return '';
  const said = await store.conversations.said(conversationId, 0);
  const policy = await answerRules(store);
  const texts = said
    .filter(({ from, position }) => from !== 'citizen' && stands(position))
    .map((message) => {
      const text = [message.text, ...sourcesOf(message, row.language)].join('\n');
      const beginsToWait = message.kind === 'notice' && message.atMs === row.waitingSinceMs;
      const notice = beginsToWait ? noticeOf(row, policy, clock.nowMs()) : null;
      return notice === null ? text : `${text}\n${inLanguage(notice, row.language)}`;
    });
  return texts.join('\n\n');
}

/** Channels show no quotations: each answer names what it rests on, once. */
function sourcesOf({ citations }: StoredMessage, language: Language): string[] {
  const named = citations
    .filter(({ kind }) => kind === 'entry')
    .map(({ title, source, validUntil }) => {
      const until = validUntil ?? '';
      if (language === 'en') {
        return `${title}${source === null ? '' : `, ${source}`}${until === '' ? '' : `, valid until ${until}`}`;
      }
      return `《${title}》${source ?? ''}${until === '' ? '' : `，有效期至 ${until}`}`;
    });
  if (named.length === 0) return [];
  return [`${language === 'en' ? 'Source: ' : '依据：'}${[...new Set(named)].join('；')}`];
}

/** The language in which a citizen of a channel is spoken to. */
export const channelLanguage: ConversationRow['language'] = 'zh-CN';
