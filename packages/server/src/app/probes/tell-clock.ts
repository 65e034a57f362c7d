import type { AppContext } from '../context.ts';
import type { ClockNews } from './begin-probe.ts';

/** Raises the alarm when the clock was set, and says when calls go on; gives back the sentence for the log. */
export function tellClock(context: Pick<AppContext, 'events' | 'clock'>, news: ClockNews): string {
  const seconds = Math.round(news.stepMs / 1000);
  const sentence =
    news.kind === 'stepped'
      ? {
          zh: `系统时钟被改动了 ${seconds} 秒，拨测已暂停；时钟平稳 ${Math.round(news.waitMs / 60_000)} 分钟后自动恢复。请检查时间同步。`,
          en: `The clock was changed by ${seconds} s and nothing is dialled; calls go on by themselves when it has kept still for ${Math.round(news.waitMs / 60_000)} minutes. Look at the time synchronisation.`,
        }
      : {
          zh: '系统时钟已平稳，拨测恢复。',
          en: 'The clock is steady again; calls go on.',
        };
  context.events.publish({ type: 'alarm', atMs: context.clock.nowMs(), sentence });
  return sentence.en;
}
