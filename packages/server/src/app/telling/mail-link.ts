import type { Language, Localised } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { OutboundItem } from '../ports/outbound.ts';
import { openMailServer } from './mail-server.ts';
import { sendSentence } from './send-sentence.ts';
import { tellingRules } from './telling-rules.ts';

/** A letter to one person, with a link that only he is to have. */
export interface LinkLetter {
  readonly kind: Extract<OutboundItem['kind'], 'invitation' | 'confirmation'>;
  readonly to: string | null;
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  /** What follows the console's address, e.g. `join#secret`; what stands behind the mark goes to no server. */
  readonly path: string;
  /** What is said where it was sent. */
  readonly sent: Localised;
}

/** The address of a page of the console. */
export function consoleLink(consoleAddress: string, path: string): string {
  return `${consoleAddress.replace(/\/+$/, '')}/${path}`;
}

/** Sends the letter at once, where the city has a mail server and has said where its console is; says how it went. */
export async function mailLink(
  context: AppContext,
  letter: LinkLetter,
): Promise<{ sent: boolean; sentence: Localised }> {
  const { email, consoleAddress, allowedHosts } = await tellingRules(context.store);
  if (email === null || consoleAddress === null) {
    return {
      sent: false,
      sentence: {
        zh: '设置 → 通知 中还没有邮件服务器或控制台地址，请自行把链接交给对方',
        en: 'Settings → Notices has no mail server or no address of the console yet: hand the link over yourself',
      },
    };
  }
  const { kind, to, language, subject, text, path } = letter;
  const id = newId(context);
  const atMs = context.clock.nowMs();
  const link = consoleLink(consoleAddress, path);
  const result = await context.outbound.send(
    { kind: 'email', server: openMailServer(context, email), to: to ?? '' },
    {
      ...{ id, atMs, language, title: subject },
      items: [{ id, kind, atMs, subject, text, ticketId: null, link }],
    },
    allowedHosts,
  );
  return result.kind === 'sent'
    ? { sent: true, sentence: letter.sent }
    : { sent: false, sentence: sendSentence(result.failure) };
}
