import type { Language } from '@everyline/contract';

import { AppFault, FAULTS, faultSentence } from '../app/faults.ts';
import { COMMANDS, type CommandName } from './command-table.ts';
import { helpLines, nearestCommand } from './help.ts';

/** 0 done, 1 the work found something wrong, 2 the call was wrong. */
export type ExitStatus = 0 | 1 | 2;

/** What every command may use. */
export interface CommandIo {
  readonly language: Language;
  /** Writes one line of output; resolves when more can be written. */
  out(line: string): Promise<void> | void;
  /** Writes one line beside the output. */
  err(line: string): void;
}

export type Runner = (args: readonly string[], io: CommandIo) => Promise<ExitStatus>;
export type Runners = Readonly<Record<Exclude<CommandName, 'help'>, Runner>>;

/** Faults of the table that mean that the command was called wrongly. */
const calledWrongly = new Set<number>([400, 404, 409, 422]);

/** Runs the command that the arguments name. Every failure is one sentence with its way out. */
export async function runCommand(
  args: readonly string[],
  runners: Runners,
  io: CommandIo,
): Promise<ExitStatus> {
  const [given, ...rest] = args;
  const asksHelp = given === undefined || given === '--help' || given === '-h';
  if (asksHelp || given === 'help') {
    const of = rest[0];
    if (of !== undefined && !isCommand(of) && !of.startsWith('-')) return unknownCommand(of, io);
    for (const line of helpLines(of !== undefined && isCommand(of) ? of : null, io.language)) {
      await io.out(line);
    }
    return given === undefined ? 2 : 0;
  }
  if (!isCommand(given)) return unknownCommand(given, io);
  if (rest.includes('--help') || rest.includes('-h')) {
    for (const line of helpLines(given, io.language)) await io.out(line);
    return 0;
  }
  try {
    return given === 'help' ? 0 : await runners[given](rest, io);
  } catch (cause) {
    if (!(cause instanceof AppFault)) throw cause;
    const { message, wayOut } = faultSentence(cause.code, cause.values, io.language);
    const place = cause.place === null ? '' : `${cause.place}: `;
    io.err(`everyline: ${place}${message} ${wayOut}`);
    return calledWrongly.has(FAULTS[cause.code].status) ? 2 : 1;
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function unknownCommand(typed: string, io: CommandIo): ExitStatus {
  const near = nearestCommand(typed);
  const meant =
    near === null ? '' : io.language === 'en' ? ` Did you mean “${near}”?` : `是否指 ${near}？`;
  io.err(
    io.language === 'en'
      ? `everyline: there is no command “${typed}”.${meant} “everyline help” lists them all.`
      : `everyline：没有命令 ${typed}。${meant}全部命令见 everyline help。`,
  );
  return 2;
}
