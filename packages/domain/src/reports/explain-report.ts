import { compareProportions, type Proportion } from '../spot-checks/proportion.ts';
import type { PeriodFigures, ReportFigures } from './report.ts';

interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What a report says to somebody who has a minute; every rate with its denominator. */
export function explainReport(figures: ReportFigures): Sentence[] {
  const { now, before, kind } = figures;
  const sentences: Sentence[] = [];
  const span =
    kind === 'weekly'
      ? { zh: '本周', en: 'this week' }
      : { zh: '本次行动', en: 'in this campaign' };
  if (now.reach.rate === null) {
    sentences.push({
      zh: `${span.zh}拨测 ${now.calls} 次，没有能说明线路状况的结果。`,
      en: `${now.calls} test calls were made ${span.en}; none of them says anything about a line.`,
    });
  } else {
    sentences.push({
      zh: `${span.zh}拨测 ${now.calls} 次，其中 ${now.reach.of} 次能说明线路状况，接通 ${now.reach.successes} 次，接通率 ${share(now.reach.rate)}（95% 区间 ${between(now.reach, '至')}）。`,
      en: `${now.calls} test calls were made ${span.en}; ${now.reach.of} of them say something about their line, ${now.reach.successes} got through: the reach rate is ${share(now.reach.rate)} (95 % interval ${between(now.reach, 'to')}).`,
    });
  }
  const { rate, of, successes } = now.healthy;
  const undecided = now.byKind.undetermined;
  sentences.push(
    rate === null
      ? {
          zh: `共 ${now.lines} 条线路，都还没有定性。`,
          en: `There are ${now.lines} lines, none of which has a verdict yet.`,
        }
      : {
          zh: `共 ${now.lines} 条线路，已定性 ${of} 条，其中健康 ${successes} 条（${share(rate)}）、有问题 ${of - successes} 条，未定性 ${undecided} 条。`,
          en: `Of ${now.lines} lines ${of} have a verdict: ${successes} are healthy (${share(rate)}), ${of - successes} are not; ${undecided} are undetermined.`,
        },
  );
  sentences.push({
    zh: `新开整改单 ${now.ticketsOpened} 件，办结 ${now.ticketsClosed} 件；期末未办结 ${now.ticketsOpen} 件，其中逾期 ${now.ticketsOverdue} 件。`,
    en: `${now.ticketsOpened} tickets were opened and ${now.ticketsClosed} closed; at the end ${now.ticketsOpen} are open, ${now.ticketsOverdue} of them overdue.`,
  });
  const change = before === null ? null : comparison(now, before);
  if (change !== null) sentences.push(change);
  return sentences;
}

/** The reach rate against that of the week before, and whether chance alone may have made the difference. */
function comparison(now: PeriodFigures, before: PeriodFigures): Sentence | null {
  const change = compareProportions(now.reach, before.reach);
  if (change === null) return null;
  const points = `${(Math.abs(change.difference) * 100).toFixed(1)}`;
  const up = change.difference >= 0;
  if (change.withinChance) {
    return {
      zh: `与上周相比，接通率${up ? '高' : '低'} ${points} 个百分点，这个差别可能只是偶然。`,
      en: `The reach rate is ${points} points ${up ? 'above' : 'below'} that of the week before; chance alone may have made that difference.`,
    };
  }
  return {
    zh: `与上周相比，接通率${up ? '上升' : '下降'} ${points} 个百分点，超出偶然。`,
    en: `The reach rate ${up ? 'rose' : 'fell'} by ${points} points against the week before, more than by chance.`,
  };
}

function share(rate: number): string {
  return `${(rate * 100).toFixed(1)}%`;
}

function between({ interval }: Proportion, to: string): string {
  return `${share(interval[0])} ${to} ${share(interval[1])}`;
}
