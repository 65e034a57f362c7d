import type { Language, MenuChange, MenuPlace, MenuWalk } from '@everyline/contract';
import type { Line } from '@everyline/domain';
import type { MenuLimits } from '@everyline/telephony';

import type { AppContext } from '../app/context.ts';
import { menuView, mostWalks, walkBefore } from '../app/menus/menu-view.ts';
import { nextCallOf, openWalk, takeWalkedCall } from '../app/menus/walk-menu.ts';
import type { CallPlacer } from '../app/ports/call-placer.ts';
import { beginProbe, type DialRules } from '../app/probes/begin-probe.ts';
import { guardSentence } from '../app/probes/guard-sentence.ts';
import { placeProbe } from './place-probe.ts';

export interface WalkIo {
  readonly context: AppContext;
  readonly language: Language;
  readonly rules: DialRules;
  readonly command: string;
  readonly placer: CallPlacer;
  readonly stop: AbortSignal;
  err(line: string): void;
}

/** How far a walk has come, and why no further call was made; null when it is over. */
export interface WalkedLine {
  readonly menu: MenuWalk;
  readonly waits: { readonly reason: string; readonly retryAtMs: number | null } | null;
}

/**
 * Makes the calls of a line's walk as long as the guard allows them: mostly one, for calls to a number stand apart. With
 * `wait` it waits for the guard, until the walk is over.
 */
export async function walkLine(
  line: Line,
  limits: MenuLimits,
  io: WalkIo,
  trunkId: string,
  wait: boolean,
): Promise<WalkedLine> {
  const { context } = io;
  const asker = { kind: 'cli', command: io.command } as const;
  let walk = await openWalk(context, line, limits);
  let waits: WalkedLine['waits'] = null;
  while (!io.stop.aborted) {
    const next = nextCallOf(walk);
    if (next === null) break;
    const begun = await beginProbe(context, io.rules, { line, trunkId, asker });
    if (!begun.allowed) {
      const { reason, retryAtMs } = begun.answer;
      waits = { reason, retryAtMs };
      if (!wait || retryAtMs === null) break;
      await context.clock.wait(Math.max(1000, retryAtMs - context.clock.nowMs()), io.stop);
      continue;
    }
    waits = null;
    const { observation, placed } = await placeProbe(io, begun, asker, next.script);
    if (placed === null) break;
    walk = await takeWalkedCall(context, walk, next.path, observation, placed.promptPrints);
  }
  const walks = await context.store.menus.ofLine(line.id, mostWalks);
  return { menu: menuView(walk, walkBefore(walks, walk), false), waits };
}

const kindWords: Readonly<Record<MenuPlace['kind'], { readonly zh: string; readonly en: string }>> =
  {
    menu: { zh: '菜单', en: 'menu' },
    person: { zh: '人工', en: 'a person' },
    queue: { zh: '排队', en: 'a queue' },
    voicemail: { zh: '语音信箱', en: 'voicemail' },
    hang_up: { zh: '挂断', en: 'hangs up' },
    silence: { zh: '无声', en: 'silence' },
    same: { zh: '同', en: 'same as' },
    unheard: { zh: '尚未听全', en: 'not heard out yet' },
  };
const changeWords: Readonly<
  Record<MenuChange['kind'], { readonly zh: string; readonly en: string }>
> = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '取消', en: 'removed' },
  moved: { zh: '移自', en: 'moved from' },
  changed: { zh: '改变', en: 'changed' },
};

/** The tree as text: a line a place, with its keys, what stands there, and the length of its prompt. */
export function walkText(number: string, { menu, waits }: WalkedLine, language: Language): string {
  const say = (words: { readonly zh: string; readonly en: string }): string =>
    language === 'en' ? words.en : words.zh;
  const top = language === 'en' ? 'top' : '开头';
  const named = (path: string): string => (path === '' ? top : path);
  const lines = [
    language === 'en'
      ? `${number}\t${menu.calls} calls, ${menu.finishedAtMs === null ? 'goes on' : 'walked'}`
      : `${number}\t${menu.calls} 次呼叫，${menu.finishedAtMs === null ? '未完' : '已走完'}`,
  ];
  for (const { path, kind, sameAs, prompt } of menu.places) {
    const length = prompt === null ? '' : ` ${((prompt.toMs - prompt.fromMs) / 1000).toFixed(1)} s`;
    const what =
      sameAs === null ? say(kindWords[kind]) : `${say(kindWords[kind])} ${named(sameAs)}`;
    lines.push(
      `${'  '.repeat(path.length + 1)}${path === '' ? top : path.at(-1)} ${what}${length}`,
    );
  }
  for (const { path, kind, from } of menu.before?.changes ?? [])
    lines.push(
      `  ${say(changeWords[kind])}${from === null ? '' : ` ${named(from)} →`} ${named(path)}`,
    );
  if (waits !== null) {
    const { reason, retryAtMs } = waits;
    const at = retryAtMs === null ? '' : ` ${new Date(retryAtMs).toISOString()}`;
    lines.push(`  ${say(guardSentence(reason as Parameters<typeof guardSentence>[0]))}${at}`);
  }
  return lines.join('\n');
}
