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
