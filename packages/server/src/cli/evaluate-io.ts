import type { CommandIo } from './main.ts';

/** What the command needs of the machine. */
export interface EvaluateIo extends CommandIo {
  /** The text of a file, unpacked if it ends in `.gz`; null if there is none. */
  readText(path: string): Promise<string | null>;
  writeText(path: string, text: string): Promise<void>;
  /** The names of the files of a folder, in order; null if there is no such folder. */
  filesOf(folder: string): Promise<string[] | null>;
  readonly nowMs: () => number;
  /** The day in the city, `YYYY-MM-DD`. */
  readonly today: () => string;
}
