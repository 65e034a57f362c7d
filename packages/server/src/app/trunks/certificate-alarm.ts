import type { LiveEvent, Localised } from '@everyline/contract';
import { daysLeft, type CertificateFacts } from '@everyline/domain';

import type { StoredTrunk } from '../ports/store/trunks.ts';

type Alarm = Extract<LiveEvent, { type: 'alarm' }>;

/** The alarm that a certificate of a trunk nears its end, or has come to it, with what is to be done. */
export function certificateAlarm(
  { name }: Pick<StoredTrunk, 'name'>,
  certificate: CertificateFacts,
  whose: 'own' | 'authority',
  atMs: number,
): Alarm {
  const { subject, validToMs } = certificate;
  const left = daysLeft(certificate, atMs);
  const isOwn = whose === 'own';
  const what: Localised = isOwn
    ? { zh: '出示的证书', en: 'The certificate that the trunk' }
    : { zh: '所信任机构的证书', en: 'The authority that the trunk' };
  const does = isOwn ? 'shows' : 'believes';
  const when: Localised =
    validToMs <= atMs
      ? { zh: '已过期', en: 'has expired' }
      : left === 0
        ? { zh: '将在一天内过期', en: 'expires within a day' }
        : { zh: `将在 ${left} 天后过期`, en: `expires in ${left} ${left === 1 ? 'day' : 'days'}` };
  const then: Localised = isOwn
    ? {
        zh: '请向签发方申请续期，并在设置中填入新证书；过期后运营商会拒绝连接。',
        en: 'Have it renewed by whoever issued it and enter it in the settings; a carrier refuses one that has expired.',
      }
    : {
        zh: '请向运营商索取新的机构证书，并在设置中填入；过期后无法与该中继建立连接。',
        en: 'Ask the carrier for the new one and enter it in the settings; no connection can be made with one that has expired.',
      };
  return {
    type: 'alarm',
    atMs,
    sentence: {
      zh: `中继“${name}”${what.zh}（${subject}）${when.zh}。${then.zh}`,
      en: `${what.en} “${name}” ${does} (${subject}) ${when.en}. ${then.en}`,
    },
  };
}
