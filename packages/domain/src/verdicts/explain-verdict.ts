import type { OutcomeClass, Verdict, VerdictKind } from './verdict.ts';

export type Language = 'zh-CN' | 'en';

const words: Readonly<Record<Language, Readonly<Record<VerdictKind, string>>>> = {
  'zh-CN': {
    healthy: '健康',
    busy: '占线',
    slow: '久候',
    zombie: '僵尸',
    invalid: '无效',
    outdated: '过时',
    undetermined: '待定',
  },
  en: {
    healthy: 'healthy',
    busy: 'busy',
    slow: 'slow',
    zombie: 'zombie',
    invalid: 'invalid',
    outdated: 'outdated',
    undetermined: 'undetermined',
  },
};

const failures: readonly (readonly [OutcomeClass, string, string])[] = [
  ['busy', '占线', 'busy'],
  ['unanswered', '无人接听', 'unanswered'],
  ['reached_late', '等候过长', 'kept waiting too long'],
  ['dead', '空号、停机或故障', 'dead number or fault'],
  ['wrong_party', '接听方不是公布的单位', 'answered by another office'],
  ['not_reached', '未接通（录音未识别）', 'not put through (unknown recording)'],
];

/** The verdict and its reason in one sentence that a manager understands. */
export function explainVerdict(verdict: Verdict, language: Language): string {
  const sentence = language === 'zh-CN' ? inChinese(verdict) : inEnglish(verdict);
  return sentence + changed(verdict, language);
}

/** The word of a verdict as screens show it. */
export function verdictWord(kind: VerdictKind, language: Language): string {
  return words[language][kind];
}

function inChinese(verdict: Verdict): string {
  const word = words['zh-CN'][verdict.kind];
  const sure = `把握${percent(verdict.confidence)}`;
  const tally = `公布时间内${verdict.attempts}次有效拨测，接通${verdict.reached}次`;
  const missed = failed(verdict, 'zh-CN');
  const detail = missed === '' ? tally : `${tally}，未接通的有：${missed}`;
  const range = `接通率估计在${percent(verdict.interval[0])}至${percent(verdict.interval[1])}之间`;
  switch (verdict.rule) {
    case 'sequential_healthy':
      return `${word}：${detail}，${range}，仅凭拨测即可判定（${sure}）。`;
    case 'horizon_healthy':
      return `${word}：${detail}，${range}，${known(verdict, 'zh-CN')}（${sure}）。`;
    case 'sequential_faulty':
    case 'horizon_faulty': {
      const basis =
        verdict.rule === 'sequential_faulty' ? '仅凭拨测即可判定' : known(verdict, 'zh-CN');
      const kind = verdict.kindConfidence < 0.8 ? '，故障类别尚不十分确定' : '';
      return `${word}：${detail}，${range}，${basis}（${sure}${kind}）。`;
    }
    case 'concordant_dead':
      return `${word}：相隔数小时的多次拨测一致显示空号、停机或故障（${sure}）。`;
    case 'number_changed':
      return `${word}：相隔数小时的多次拨测均提示号码已更改，应更正公布的号码（${sure}）。`;
    case 'spot_check_wrong_party':
      return `${word}：人工抽查接通后，对方不是公布的单位或不承担公布的职能（${sure}）。`;
    case 'contradicting_listings':
      return `${word}：本单位的公布记录互相矛盾，经核对该号码已不再用于公布的事项（${sure}）。`;
    case 'between_limits':
      return `${word}：${detail}，${range}，介于健康与故障两条界线之间，${leaning(verdict, 'zh-CN')}。`;
    case 'too_few':
      return `${word}：${detail}，次数或天数尚不足以判定，须在不同日期再拨。`;
    case 'too_old':
      return `${word}：${detail}，但多为四周以前的拨测，已不足以说明现状，须再拨。`;
    case 'no_observation':
      return `${word}：尚无说明该线路状况的拨测。`;
  }
}

function inEnglish(verdict: Verdict): string {
  const word = capital(words.en[verdict.kind]);
  const sure = `${percent(verdict.confidence)} sure`;
  const calls = verdict.attempts === 1 ? 'test call' : 'test calls';
  const tally = `${verdict.reached} of ${verdict.attempts} ${calls} in the published hours got through`;
  const missed = failed(verdict, 'en');
  const detail = missed === '' ? tally : `${tally} (${missed})`;
  const range = `the reach rate lies between ${percent(verdict.interval[0])} and ${percent(verdict.interval[1])}`;
  switch (verdict.rule) {
    case 'sequential_healthy':
      return `${word}: ${detail}; ${range}. The calls alone decide it (${sure}).`;
    case 'horizon_healthy':
      return `${word}: ${detail}; ${range}. ${known(verdict, 'en')} (${sure}).`;
    case 'sequential_faulty':
    case 'horizon_faulty': {
      const basis =
        verdict.rule === 'sequential_faulty' ? 'The calls alone decide it' : known(verdict, 'en');
      const kind = verdict.kindConfidence < 0.8 ? '; which fault it is, is less sure' : '';
      return `${word}: ${detail}; ${range}. ${basis} (${sure}${kind}).`;
    }
    case 'concordant_dead':
      return `${word}: calls hours apart agree that the number is unallocated, suspended or faulty (${sure}).`;
    case 'number_changed':
      return `${word}: calls hours apart say that the number has changed; the published number must be corrected (${sure}).`;
    case 'spot_check_wrong_party':
      return `${word}: a person called and reached another office, or one that does not do what is published (${sure}).`;
    case 'contradicting_listings':
      return `${word}: the office's own listings contradict each other, and this number no longer serves what is published (${sure}).`;
    case 'between_limits':
      return `${word}: ${detail}; ${range}, between the limits of healthy and faulty, ${leaning(verdict, 'en')}.`;
    case 'too_few':
      return `${word}: ${detail}; too few calls or days to decide, call again on another day.`;
    case 'too_old':
      return `${word}: ${detail}; but most of them are more than four weeks old and no longer tell how the line is now, call again.`;
    case 'no_observation':
      return `${word}: no test call has said anything about the line yet.`;
  }
}

/** What was known beside the calls that helped to decide. */
function known({ prior: { purpose, history } }: Verdict, language: Language): string {
  if (language === 'zh-CN') {
    const others = purpose === null ? '全市情况' : '同用途线路的情况';
    return history === null
      ? `结合${others}判定`
      : `结合此前${history.attempts}次拨测（接通${history.reached}次）和${others}判定`;
  }
  const others =
    purpose === null
      ? "what is known of the city's lines"
      : 'what is known of lines of its purpose';
  return history === null
    ? `Decided with ${others}`
    : `Decided with ${others} and with earlier calls, ${history.reached} of ${history.attempts} of which got through`;
}

/** That the line has changed, and only calls since then count. */
function changed({ change, attempts, reached }: Verdict, language: Language): string {
  if (change === null) return '';
  const { day, attemptsBefore, reachedBefore } = change;
  return language === 'zh-CN'
    ? `自${day}起线路有变：此后${attempts}次接通${reached}次，此前${attemptsBefore}次接通${reachedBefore}次；只按变化之后的拨测判定。`
    : ` It has changed: since ${day} it gets through ${reached} of ${attempts} times, before that ${reachedBefore} of ${attemptsBefore}; only the calls since then count.`;
}

function failed(verdict: Verdict, language: Language): string {
  const parts = failures.flatMap(([one, chinese, english]) => {
    const count = verdict.counts[one];
    if (count === 0) return [];
    return [language === 'zh-CN' ? `${chinese}${count}次` : `${count} ${english}`];
  });
  return parts.join(language === 'zh-CN' ? '、' : ', ');
}

function leaning(verdict: Verdict, language: Language): string {
  const { closeness } = verdict;
  if (Math.abs(closeness) < 0.2)
    return language === 'zh-CN' ? '不偏向任何一方' : 'leaning to neither';
  const way = percent(Math.abs(closeness));
  if (language === 'zh-CN') return `距${closeness > 0 ? '健康' : '故障'}的判定已走${way}`;
  return `${way} of the way to ${closeness > 0 ? 'healthy' : 'faulty'}`;
}

/** Never 100 % or 0 % by rounding. */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 100 && share < 1) return '99%';
  if (whole === 0 && share > 0) return '1%';
  return `${whole}%`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
