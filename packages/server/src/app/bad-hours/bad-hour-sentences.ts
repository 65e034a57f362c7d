import type { Localised } from '@everyline/contract';
import type { Symptom } from '@everyline/domain';

import type { StoredBadHour } from '../ports/store/bad-hours.ts';
import { cityTimeText } from '../settings/city-time-text.ts';

/** How the calls of a bad hour failed. */
const failedHow: Readonly<Record<Symptom, Localised>> = {
  busy: { zh: '占线', en: 'were busy' },
  unanswered: { zh: '无人接听', en: 'were not answered' },
  silent: { zh: '接通后无声或即断', en: 'were silent or hung up at once' },
  dead: { zh: '空号、停机或被拒', en: 'met a dead number or a refusal' },
  announcement: { zh: '听到未识别的录音', en: 'met an unknown recording' },
};

/** The figures of a bad hour in a few words. */
function figuresOf({ figures, symptom }: StoredBadHour): Localised {
  const how = failedHow[symptom];
  if (figures === null) return { zh: '由人工设定', en: 'set by a person' };
  const { failed, numbers, departments, expected } = figures;
  const atMost = Math.ceil(expected);
  return {
    zh: `${departments} 个单位的 ${numbers} 个号码中有 ${failed} 个${how.zh}，平时至多约 ${atMost} 个`,
    en: `${failed} of ${numbers} numbers of ${departments} offices ${how.en}, where about ${atMost} at most are to be expected`,
  };
}

/** A bad hour in a sentence, for lists. */
export function badHourSentence(hour: StoredBadHour): Localised {
  const { zh, en } = figuresOf(hour);
  return { zh: `${zh}。`, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.` };
}

export function suspectedSentence(hour: StoredBadHour, trunk: string): Localised {
  const figures = figuresOf(hour);
  return {
    zh: `中继“${trunk}”可能正处于异常时段（${figures.zh}）。正在优先拨打对照号码；尚无呼叫被搁置。`,
    en: `The trunk “${trunk}” may have a bad hour (${figures.en}). Control numbers are called first; no call has been set aside yet.`,
  };
}

export function beganSentence(hour: StoredBadHour, trunk: string): Localised {
  const figures = figuresOf(hour);
  const since = cityTimeText(hour.fromMs);
  const pause: Localised =
    hour.toMs === null
      ? { zh: '恢复前只间隔试拨。', en: 'Until it is over only one call now and then tries it.' }
      : { zh: '现已恢复。', en: 'It is over.' };
  return {
    zh: `中继“${trunk}”自 ${since} 起出现异常时段：${figures.zh}。这样失败的呼叫不计入线路，相关结论将重新判定。${pause.zh}`,
    en: `The trunk “${trunk}” has had a bad hour since ${since}: ${figures.en}. Calls that failed so do not count for their lines, and verdicts are renewed. ${pause.en}`,
  };
}

export function overSentence(hour: StoredBadHour, trunk: string): Localised {
  const since = cityTimeText(hour.fromMs);
  return {
    zh: `中继“${trunk}”自 ${since} 开始的异常时段已结束，拨测继续。`,
    en: `The bad hour of the trunk “${trunk}” that began at ${since} is over; test calls go on.`,
  };
}

/** Why calls of a line do not count, as the page of the line says it. */
export function setAsideSentence(hour: StoredBadHour, trunk: string, calls: number): Localised {
  const from = cityTimeText(hour.fromMs);
  const to = cityTimeText(hour.toMs ?? hour.lastFailedMs);
  const figures = figuresOf(hour);
  const are = calls === 1 ? '1 test call does' : `${calls} test calls do`;
  return {
    zh: `${calls} 次拨测不计入：中继“${trunk}”在 ${from} 至 ${to} 处于异常时段（${figures.zh}），责任不在线路。`,
    en: `${are} not count: the trunk “${trunk}” had a bad hour from ${from} to ${to} (${figures.en}); the line is not to blame.`,
  };
}

/** Why a campaign places hardly any calls now, as its page says it. */
export function pausedSentence(hour: StoredBadHour): Localised {
  const since = cityTimeText(hour.fromMs);
  const figures = figuresOf(hour);
  return {
    zh: `中继自 ${since} 起处于异常时段（${figures.zh}）：这样失败的呼叫不计入，恢复前只间隔试拨。如非中继原因，请在“设置—中继”中撤销。`,
    en: `The trunk has had a bad hour since ${since} (${figures.en}): calls that failed so do not count, and only one now and then tries it. If it is not the trunk, withdraw it in the settings under Trunks.`,
  };
}
