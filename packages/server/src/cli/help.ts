import type { Language } from '@everyline/contract';

import { COMMANDS, type CommandHelp, type CommandName } from './command-table.ts';
import { textTable } from './text-table.ts';

/** Lines of the help: of one command, or of all. */
export function helpLines(command: CommandName | null, language: Language): string[] {
  const key = language === 'en' ? 'en' : 'zh';
  if (command !== null) {
    const help: CommandHelp = COMMANDS[command];
    return [help.summary[key], '', `  ${help.usage}`, '', help.details[key]];
  }
  const rows = Object.entries(COMMANDS).map(([name, help]) => [name, help.summary[key]]);
  return [
    language === 'en'
      ? 'Everyline: every public phone number gets through, and helps.'
      : '每线通：让每一个公布的号码打得通、办得成。',
    '',
    ...textTable(rows).map((line) => `  ${line}`),
    '',
    language === 'en'
      ? 'Exit status: 0 done, 1 the work found something wrong, 2 the call was wrong. --lang zh-CN|en sets the language.'
      : '退出码：0 完成，1 发现问题，2 用法有误。--lang zh-CN|en 指定语言。',
  ];
}

/** The known command that is nearest to a mistyped one, by edits; null when none is near. */
export function nearestCommand(typed: string): CommandName | null {
  let best: { name: CommandName; edits: number } | null = null;
  for (const name of Object.keys(COMMANDS) as CommandName[]) {
    const edits = editsBetween(typed, name);
    if (edits <= 2 && (best === null || edits < best.edits)) best = { name, edits };
  }
  return best?.name ?? null;
}

function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_unused, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
