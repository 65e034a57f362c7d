import type { Outbound, SendResult } from '../app/ports/outbound.ts';
import { checkHost, checkUrl } from './check-target.ts';
import { postBody } from './http-post.ts';
import { sendMail } from './send-mail.ts';
import { sendRobot } from './send-robot.ts';
import { sendWebhook } from './send-webhook.ts';

/** E-mail, webhooks and robots over this machine's network. */
export const outbound: Outbound = {
  send: (target, message, allowedHosts): Promise<SendResult> => {
    if (target.kind === 'email') return sendMail(target.server, target.to, message, allowedHosts);
    const url = new URL(target.url);
    return target.kind === 'webhook'
      ? sendWebhook(url, target.secret, message, allowedHosts)
      : sendRobot(target.kind, url, target.secret, message, allowedHosts);
  },
  post: (url, body, headers, allowedHosts) => postBody(new URL(url), body, headers, allowedHosts),
  checkUrl,
  checkHost,
};
