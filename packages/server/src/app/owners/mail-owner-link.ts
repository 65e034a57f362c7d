import type { OwnerLinkMade } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import type { StoredOwnerLink } from '../ports/store/owners.ts';
import { cityTimeText } from '../settings/city-time-text.ts';
import { mailLink } from '../telling/mail-link.ts';

/** Where a personal link leads within the console; what stands behind the mark goes to no server but in the requests of the page. */
export function ownerLinkPath(secret: string): string {
  return `confirm#${secret}`;
}

/** Sends the link to its keeper, where the city has a mail server and has said where its console is. */
export async function mailOwnerLink(
  context: AppContext,
  link: StoredOwnerLink,
  secret: string,
): Promise<OwnerLinkMade['mail']> {
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
  return mailLink(context, {
    ...{ kind: 'confirmation', to: link.keeper.email, language, subject, text },
    path: ownerLinkPath(secret),
    sent: { zh: '邮件已发出', en: 'The e-mail was sent' },
  });
}
