import type { InvitationMade } from '@everyline/contract';

import { newId } from '../new-id.ts';
import type { StoredInvitation } from '../ports/store/invitations.ts';
import { cityTimeText } from '../settings/city-time-text.ts';
import { openMailServer } from '../telling/mail-server.ts';
import { sendSentence } from '../telling/send-sentence.ts';
import { tellingRules } from '../telling/telling-rules.ts';
import type { AccountContext } from './account-context.ts';

/** Sends the link to the invited person, where the city has a mail server and has said where its console is. */
export async function mailInvitation(
  context: AccountContext,
  invitation: StoredInvitation,
  secret: string,
): Promise<InvitationMade['mail']> {
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
  const zh = invitation.language === 'zh-CN';
  const city = (await context.store.settings.city())?.cityName ?? '';
  const until = cityTimeText(invitation.expiresAtMs);
  const subject = zh ? `${city}邀请您使用每线通` : `${city} invites you to Everyline`;
  const text = zh
    ? `${invitation.displayName}，您好：\n\n${invitation.invitedBy} 为您开通了每线通账号 ${invitation.name}。请在 ${until} 前打开下面的链接，设置您自己的密码。链接只能使用一次，请不要转发。`
    : `Dear ${invitation.displayName},\n\n${invitation.invitedBy} has invited you to the account ${invitation.name}. Open the link below before ${until} and choose a password. The link works once: do not pass it on.`;
  const id = newId(context);
  const atMs = context.clock.nowMs();
  const link = `${consoleAddress.replace(/\/+$/, '')}/join#${secret}`;
  const item = { id, kind: 'invitation', atMs, subject, text, ticketId: null, link } as const;
  const result = await context.outbound.send(
    { kind: 'email', server: openMailServer(context, email), to: invitation.email ?? '' },
    { id, atMs, language: invitation.language, title: subject, items: [item] },
    allowedHosts,
  );
  return result.kind === 'sent'
    ? { sent: true, sentence: { zh: '邀请邮件已发出', en: 'The invitation was sent' } }
    : { sent: false, sentence: sendSentence(result.failure) };
}
