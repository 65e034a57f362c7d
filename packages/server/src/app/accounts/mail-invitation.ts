import type { InvitationMade } from '@everyline/contract';

import type { StoredInvitation } from '../ports/store/invitations.ts';
import { cityTimeText } from '../settings/city-time-text.ts';
import { mailLink } from '../telling/mail-link.ts';
import type { AccountContext } from './account-context.ts';

/** Sends the link to the invited person, where the city has a mail server and has said where its console is. */
export async function mailInvitation(
  context: AccountContext,
  invitation: StoredInvitation,
  secret: string,
): Promise<InvitationMade['mail']> {
  const zh = invitation.language === 'zh-CN';
  const city = (await context.store.settings.city())?.cityName ?? '';
  const until = cityTimeText(invitation.expiresAtMs);
  const subject = zh ? `${city}邀请您使用每线通` : `${city} invites you to Everyline`;
  const text = zh
    ? `${invitation.displayName}，您好：\n\n${invitation.invitedBy} 为您开通了每线通账号 ${invitation.name}。请在 ${until} 前打开下面的链接，设置您自己的密码。链接只能使用一次，请不要转发。`
    : `Dear ${invitation.displayName},\n\n${invitation.invitedBy} has invited you to the account ${invitation.name}. Open the link below before ${until} and choose a password. The link works once: do not pass it on.`;
  return mailLink(context, {
    ...{ kind: 'invitation', to: invitation.email, language: invitation.language, subject, text },
    path: `join#${secret}`,
    sent: { zh: '邀请邮件已发出', en: 'The invitation was sent' },
  });
}
