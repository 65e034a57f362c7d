import type { AnnouncementStateWord, AnnouncementWord } from '@everyline/contract';

import type { Sentence } from '../language.ts';

/** What an announcement says, as a person labels it. */
export const announcementWordWords: Readonly<Record<AnnouncementWord, Sentence>> = {
  powered_off: { zh: '关机', en: 'powered off' },
  suspended: { zh: '停机', en: 'suspended' },
  unreachable: { zh: '暂时无法接通', en: 'cannot be reached' },
  out_of_area: { zh: '不在服务区', en: 'out of the service area' },
  busy: { zh: '正在通话中', en: 'on another call' },
  barred: { zh: '呼叫受限', en: 'call barred' },
  network_congestion: { zh: '网络忙', en: 'network busy' },
  unallocated: { zh: '空号', en: 'unallocated' },
  number_changed: { zh: '号码已更改', en: 'number changed' },
  no_answer: { zh: '无人接听', en: 'no answer' },
  please_hold: { zh: '请勿挂机', en: 'please hold' },
  fax: { zh: '请发传真', en: 'fax' },
  voicemail: { zh: '请留言', en: 'leave a message' },
  menu: { zh: '按键菜单', en: 'menu of keys' },
  after_hours: { zh: '非工作时间', en: 'outside hours' },
  no_announcement: {
    zh: '不是提示音（真人、音乐、杂音）',
    en: 'no announcement (a person, music, noise)',
  },
};

export const announcementStateWords: Readonly<Record<AnnouncementStateWord, Sentence>> = {
  unlabelled: { zh: '待标注', en: 'to label' },
  proposed: { zh: '外市建议', en: 'proposed' },
  labelled: { zh: '已标注', en: 'labelled' },
  dismissed: { zh: '不是提示音', en: 'none' },
};
