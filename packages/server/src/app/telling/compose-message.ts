import type { Language } from '@everyline/contract';

import type { OutboundMessage } from '../ports/outbound.ts';
import type { News } from '../ports/store/telling.ts';

/** One message of one or more news, in the language of whoever reads it. */
export function composeMessage(
  news: readonly News[],
  to: {
    readonly id: string;
    readonly language: Language;
    readonly atMs: number;
    readonly consoleAddress: string | null;
    /** A page of its own to which everything leads that leads to no ticket. */
    readonly ownPage?: string;
  },
): OutboundMessage {
  const { consoleAddress, ownPage, ...rest } = to;
  const tongue = to.language === 'zh-CN' ? 'zh' : 'en';
  const console = consoleAddress?.replace(/\/+$/, '') ?? null;
  const linkOf = (one: News): string | null => {
    if (console === null) return null;
    if (one.ticketId !== null) return `${console}/tickets/${one.ticketId}`;
    return one.path === null ? null : (ownPage ?? `${console}${one.path}`);
  };
  const items = news.map((one) => ({
    id: one.id,
    kind: one.kind,
    atMs: one.atMs,
    subject: one.subject[tongue],
    text: one.text[tongue],
    ticketId: one.ticketId,
    link: linkOf(one),
  }));
  const many = {
    zh: `每线通：${news.length} 条通知`,
    en: `Everyline: ${news.length} notices`,
  };
  const [only] = items;
  return { ...rest, title: items.length === 1 && only ? only.subject : many[tongue], items };
}

/** What a person sends to see whether it arrives. */
export function composeTest(to: {
  readonly id: string;
  readonly language: Language;
  readonly atMs: number;
}): OutboundMessage {
  const zh = to.language === 'zh-CN';
  const subject = zh ? '每线通测试消息' : 'Test message of Everyline';
  const text = zh
    ? '这是一条测试消息：收到它，说明整改通知能够送达这里。'
    : 'This is a test: if you read it, notices about tickets arrive here.';
  const item = { id: to.id, kind: 'test', atMs: to.atMs, subject, text } as const;
  return { ...to, title: subject, items: [{ ...item, ticketId: null, link: null }] };
}
