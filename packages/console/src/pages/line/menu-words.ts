import type { MenuChange, MenuPlace } from '@everyline/contract';
import type { say } from '@everyline/ui';

type Sentence = Parameters<typeof say>[0];

/** What stands at a place of a menu. */
export const menuKindWords: Readonly<Record<MenuPlace['kind'], Sentence>> = {
  menu: { zh: '提示音', en: 'prompt' },
  person: { zh: '人工接听', en: 'a person' },
  queue: { zh: '排队等候', en: 'a queue' },
  voicemail: { zh: '语音信箱', en: 'voicemail' },
  hang_up: { zh: '挂断', en: 'hangs up' },
  silence: { zh: '无声', en: 'silence' },
  same: { zh: '同', en: 'same as' },
  unheard: { zh: '尚未听全', en: 'not heard out yet' },
};

export const changeWords: Readonly<Record<MenuChange['kind'], Sentence>> = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '取消', en: 'removed' },
  moved: { zh: '移动', en: 'moved' },
  changed: { zh: '改变', en: 'changed' },
};
