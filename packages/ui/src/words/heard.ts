import type { HeardKind } from '@everyline/contract';

import type { Sentence } from '../language.ts';

/** What each stretch of sound is called: by its label where a tone has one, else by its kind. */
export const heardWords: Readonly<Record<string, Sentence>> = {
  silence: { zh: '静音', en: 'silence' },
  tone: { zh: '信号音', en: 'tone' },
  dial: { zh: '拨号音', en: 'dial tone' },
  ringback: { zh: '回铃音', en: 'ringback' },
  busy: { zh: '忙音', en: 'busy tone' },
  congestion: { zh: '拥塞音', en: 'congestion tone' },
  vacant: { zh: '空号音', en: 'vacant tone' },
  call_waiting: { zh: '呼叫等待音', en: 'call waiting' },
  sit: { zh: '特殊信息音', en: 'special information tone' },
  sit_intercept: { zh: '特殊信息音（拦截）', en: 'special information tone (intercept)' },
  sit_vacant: { zh: '特殊信息音（空号）', en: 'special information tone (vacant number)' },
  sit_reorder: { zh: '特殊信息音（重拨）', en: 'special information tone (reorder)' },
  sit_no_circuit: { zh: '特殊信息音（无电路）', en: 'special information tone (no circuit)' },
  speech: { zh: '语音', en: 'speech' },
  music: { zh: '音乐', en: 'music' },
  fax: { zh: '传真音', en: 'fax' },
  ced: { zh: '传真应答音', en: 'fax answer tone' },
  cng: { zh: '传真呼叫音', en: 'fax calling tone' },
  beep: { zh: '提示“嘀”声', en: 'beep' },
  noise: { zh: '噪声', en: 'noise' },
  dtmf: { zh: '按键音', en: 'keypad tone' },
};

export function heardWord(stretch: { readonly kind: string; readonly label: string }): Sentence {
  return (
    heardWords[stretch.label] ??
    heardWords[stretch.kind] ?? { zh: stretch.label, en: stretch.label }
  );
}

/** Ground colours of the bands under the waveform; text on them is dark ink (≥ 7 : 1). */
export const heardColours: Readonly<Record<HeardKind, string>> = {
  silence: '#eceff1',
  tone: '#cfe3e6',
  sit: '#f3d3cf',
  speech: '#cdebd9',
  music: '#e2d8f2',
  fax: '#f6e0b8',
  beep: '#fbe9a6',
  noise: '#dcdcd6',
  dtmf: '#d6def5',
};
