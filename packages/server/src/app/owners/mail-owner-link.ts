import type { OwnerLinkMade } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { StoredOwnerLink } from '../ports/store/owners.ts';
import { cityTimeText } from '../settings/city-time-text.ts';
import { openMailServer } from '../telling/mail-server.ts';
import { sendSentence } from '../telling/send-sentence.ts';
import { tellingRules } from '../telling/telling-rules.ts';

/** Where a personal link leads; what stands behind the mark goes to no server but in the requests of the page. */
export function ownerLinkAddress(consoleAddress: string, secret: string): string {
  return `${consoleAddress.replace(/\/+$/, '')}/confirm#${secret}`;
}

/** Sends the link to its keeper, where the city has a mail server and has said where its console is. */
export async function mailOwnerLink(
  context: AppContext,
  link: StoredOwnerLink,
  secret: string,
): Promise<OwnerLinkMade['mail']> {
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
  const city = await context.store.settings.city();
  const language = city?.language ?? 'zh-CN';
  const until = cityTimeText(link.expiresAtMs);
  const { name } = link.keeper;
  const zh = language !== 'en';
  const subject = zh
    ? `请确认${link.departmentName}公布的号码`
    : `Please confirm the published numbers of ${link.departmentName}`;
  const text = zh
    ? `${name}，您好：\n\n您是${link.departmentName} ${link.lines} 个公布号码的责任人。请在 ${until} 前打开下面的链接，逐个点“确认”或“有误”，不需要登录。链接只供您本人使用，请不要转发。`
    : `Dear ${name},\n\nyou are the keeper of ${link.lines} published numbers of ${link.departmentName}. Open the link below before ${until} and tap “Right” or “Wrong” for each; there is nothing to sign in to. The link is for you alone: do not pass it on.`;
  const id = newId(context);
  const atMs = context.clock.nowMs();
  const item = {
    id,
    kind: 'confirmation',
    atMs,
    subject,
    text,
    ticketId: null,
    link: ownerLinkAddress(consoleAddress, secret),
  } as const;
  const result = await context.outbound.send(
    { kind: 'email', server: openMailServer(context, email), to: link.keeper.email ?? '' },
    { id, atMs, language, title: subject, items: [item] },
    allowedHosts,
  );
  return result.kind === 'sent'
    ? { sent: true, sentence: { zh: '邮件已发出', en: 'The e-mail was sent' } }
    : { sent: false, sentence: sendSentence(result.failure) };
}
