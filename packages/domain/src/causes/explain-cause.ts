import type { CauseFigure, CauseFinding, CauseKind, CauseWhen, HypothesisKind } from './cause.ts';
import { causeName, causeWords, type CauseText } from './cause-words.ts';

/** The cause with its evidence in figures, as a sentence that a manager understands. */
export function explainCause(finding: CauseFinding): CauseText {
  const { cause, standing, calls, failed } = finding;
  if (standing === 'nothing_failed') {
    return {
      zh: '没有未接通的拨测，无须查找原因。',
      en: 'No test call failed, so there is no cause to look for.',
    };
  }
  if (standing === 'passing' || cause === null) {
    return {
      zh: `未见持续的原因：${calls}次中${failed}次未接通，像是正常线路的偶然未接通。`,
      en: `No lasting cause shows: ${failed} of ${counted(calls)} failed, as on a line that works and is missed now and then.`,
    };
  }
  const words = causeWords[cause];
  const evidence = figuresText(finding.figures, cause);
  const weight = percent(weightOf(finding, cause));
  if (standing === 'thin') return thin(finding, cause, evidence);
  return {
    zh: `${standing === 'clear' ? '最可能的原因' : '较可能的原因'}：${words.name.zh}（可能性${weight}），${words.means.zh}。${evidence.zh}。${rivalText(finding, cause).zh}`,
    en: `${standing === 'clear' ? 'Most likely' : 'Rather likely'} (${weight}): ${words.name.en}; ${words.means.en}. ${capital(evidence.en)}.${rivalText(finding, cause).en}`,
  };
}

/** What would confirm the likeliest cause; null where none is in question. */
export function howToConfirm(finding: CauseFinding): CauseText | null {
  return finding.cause === null ? null : causeWords[finding.cause].confirm;
}

function thin(finding: CauseFinding, cause: CauseKind, evidence: CauseText): CauseText {
  const { failed } = finding;
  const some = finding.weights
    .slice(0, 3)
    .map(({ kind, weight }) => ({ name: causeName(kind), weight: percent(weight) }));
  const few = failed < 2;
  return {
    zh: `${few ? `只有${failed}次未接通，还看不出原因` : '还分不清原因'}：${some.map(({ name, weight }) => `${name.zh}（${weight}）`).join('、')}。就“${causeName(cause).zh}”而言，${evidence.zh}。`,
    en: `${few ? 'With one failed call no cause can be told' : 'The cause cannot be told yet'}: ${some.map(({ name, weight }) => `${name.en} (${weight})`).join(', ')}. For “${causeName(cause).en}”: ${evidence.en}.`,
  };
}

/** The second cause, where it is not to be neglected. */
function rivalText(finding: CauseFinding, cause: CauseKind): CauseText {
  const rival = finding.weights.find(({ kind }) => kind !== cause);
  if (rival === undefined || rival.weight < 0.1) return { zh: '', en: '' };
  const name = causeName(rival.kind);
  return {
    zh: `也可能是：${name.zh}（${percent(rival.weight)}）。`,
    en: ` It may also be: ${name.en} (${percent(rival.weight)}).`,
  };
}

function weightOf(finding: CauseFinding, wanted: HypothesisKind): number {
  return finding.weights.find(({ kind }) => kind === wanted)?.weight ?? 0;
}

function figuresText(figures: readonly CauseFigure[], cause: CauseKind): CauseText {
  const { counted: what } = causeWords[cause];
  const zh = figures.map(({ when, count, calls }) => `${whenText(when).zh}${calls}次中${count}次`);
  const en = figures.map(({ when, count, calls }) => `${count} of ${calls} ${whenText(when).en}`);
  return { zh: `${what.zh}：${zh.join('，')}`, en: `${what.en}: ${en.join(', ')}` };
}

function whenText(when: CauseWhen): CauseText {
  switch (when.kind) {
    case 'all_calls':
      return { zh: '全部', en: 'in all' };
    case 'checks':
      return { zh: '人工抽查', en: 'in spot checks' };
    case 'test_calls':
      return { zh: '自动拨测', en: 'in test calls, which cannot hear it' };
    case 'open':
      return { zh: '公布时间内', en: 'in the published hours' };
    case 'closed':
      return { zh: '公布时间外', en: 'outside the published hours' };
    case 'busy_hours':
      return { zh: '忙时（9–12点、14–17点）', en: 'in the busy hours (9–12, 14–17)' };
    case 'quiet_hours':
      return { zh: '公布时间内的闲时', en: 'in the quiet published hours' };
    case 'window': {
      const { fromMinute, toMinute } = when;
      if (fromMinute === 0) return { zh: `${clock(toMinute)}前`, en: `before ${clock(toMinute)}` };
      if (toMinute === 1_440) {
        return { zh: `${clock(fromMinute)}后`, en: `after ${clock(fromMinute)}` };
      }
      const span = `${clock(fromMinute)}–${clock(toMinute)}`;
      return { zh: span, en: span };
    }
    case 'first_minutes':
      return {
        zh: `公布时间的头${when.minutes}分钟`,
        en: `in the first ${when.minutes} published minutes`,
      };
    case 'last_minutes':
      return {
        zh: `公布的下班前${when.minutes}分钟`,
        en: `in the last ${when.minutes} published minutes`,
      };
    case 'rest_days':
      return { zh: '公布开放的休息日', en: 'on published days of rest' };
    case 'other_hours':
      return { zh: '公布时间的其余时段', en: 'in the other published hours' };
  }
}

function clock(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function counted(calls: number): string {
  return calls === 1 ? '1 test call' : `${calls} test calls`;
}

/** Never 100 % by rounding. */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  return whole >= 100 ? '99%' : `${Math.max(1, whole)}%`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
