import type { Localised } from '@everyline/contract';

import type { AddressIssue, SendFailure } from '../ports/outbound.ts';

const words: Readonly<Record<SendFailure['code'], Localised>> = {
  timeout: { zh: '对方没有按时应答', en: 'the other side did not answer in time' },
  unreachable: { zh: '连接不上', en: 'no connection could be made' },
  name_unknown: { zh: '域名查不到', en: 'the host name is not known' },
  private_address: {
    zh: '地址在内部网络，且不在允许的主机之列',
    en: 'the address is inside the own network and not among the hosts allowed',
  },
  certificate: { zh: '对方的证书不可信', en: 'the certificate of the other side is not trusted' },
  status: { zh: '对方拒收', en: 'the other side refused it' },
  answer: { zh: '机器人拒收', en: 'the robot refused it' },
  mail_refused: { zh: '邮件服务器拒收', en: 'the mail server refused it' },
  sign_in_refused: {
    zh: '邮件服务器不接受用户名和密码',
    en: 'the mail server does not accept the user name and password',
  },
  no_encryption: {
    zh: '邮件服务器不提供加密（STARTTLS）',
    en: 'the mail server offers no encryption (STARTTLS)',
  },
  no_mail_server: { zh: '没有设置邮件服务器', en: 'no mail server is set' },
  no_address: {
    zh: '收件人已没有邮箱或不再接收邮件',
    en: 'the reader has no address any more or wants no e-mail',
  },
  channel_keys: {
    zh: '平台不接受账号和密钥，请在“设置 → 渠道”核对后重新填写',
    en: 'the platform does not accept the account and its keys: compare them, and enter them again under Settings → Channels',
  },
  channel_address: {
    zh: '平台只接受白名单内的地址，请把本服务器的出口 IP 加入公众号的 IP 白名单',
    en: 'the platform only takes requests from listed addresses: add the outgoing address of this server to its list',
  },
  channel_window: {
    zh: '超过平台允许回复的时间，或市民已取消关注；市民再来消息后才能回复',
    en: 'the platform allows no reply any more (too long since the citizen wrote, or they have left); one can be sent once they write again',
  },
  channel_many: {
    zh: '市民上次来消息后，回复的条数已到平台上限；市民再来消息后才能回复',
    en: 'as many replies as the platform allows since the citizen wrote last have been sent; more can be sent once they write again',
  },
  channel_right: {
    zh: '这个账号没有平台的该项权限，请在平台申请',
    en: 'the account has not the right to do this; apply for it at the platform',
  },
  channel_busy: {
    zh: '平台繁忙或调用次数已到上限，稍后再试',
    en: 'the platform is busy, or was asked as often as it allows; it is tried again later',
  },
  channel_refused: { zh: '平台拒绝', en: 'the platform refused it' },
  target_gone: { zh: '接收端已删除或停用', en: 'the target was removed or disabled' },
};

/** Why something did not arrive, with what the other side said. */
export function sendSentence({ code, detail }: SendFailure): Localised {
  const { zh, en } = words[code];
  return detail === '' ? words[code] : { zh: `${zh}（${detail}）`, en: `${en} (${detail})` };
}

/** Why an address cannot be saved, and what would help. */
export const addressWords: Readonly<Record<AddressIssue, Localised>> = {
  invalid: {
    zh: '地址应以 https:// 或 http:// 开头，且不含用户名和密码',
    en: 'the address begins with https:// or http:// and has no user name and password in it',
  },
  private: {
    zh: '地址在内部网络；确需使用时，请先把主机加入“允许的内部主机”',
    en: 'the address is inside the own network; if that is meant, add the host to the internal hosts allowed first',
  },
  unknown_name: {
    zh: '域名查不到，请检查拼写',
    en: 'the host name is not known; check its spelling',
  },
  not_the_robot: {
    zh: '这不是该平台的机器人地址，请从群机器人的设置页复制',
    en: 'this is not the address of such a robot; copy it from the settings of the robot in the group',
  },
  no_key: {
    zh: '地址不完整，缺少机器人的密钥',
    en: 'the address is incomplete: the key of the robot is missing',
  },
};
