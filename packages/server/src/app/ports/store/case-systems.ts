import type { CaseSide } from '@everyline/contract';

/** A work-order system of others, with which cases are exchanged. */
export interface StoredCaseSystem {
  readonly id: string;
  readonly name: string;
  /** A hotline directs cases; an office's own system works on those of its department. */
  readonly side: CaseSide;
  readonly departmentId: string | null;
  readonly secretSealed: string;
  /** Where it is told of cases; null: it only asks. */
  readonly urlSealed: string | null;
  /** What of that address may be shown. */
  readonly address: string | null;
  /** A hotline is also told of cases that did not come from it. */
  readonly sendsOwn: boolean;
  readonly enabled: boolean;
  readonly createdAtMs: number;
}

export interface CaseLink {
  readonly caseId: string;
  /** Null: it came with a file. */
  readonly systemId: string | null;
  /** Null until that system has said under which number it has it. */
  readonly externalNumber: string | null;
  /** It came from there; otherwise it was passed on to it. */
  readonly came: boolean;
}

export interface CaseSystemStore {
  all(): Promise<StoredCaseSystem[]>;
  byId(id: string): Promise<StoredCaseSystem | null>;
  insert(system: StoredCaseSystem): Promise<void>;
  update(system: StoredCaseSystem): Promise<void>;
  /** With what it knows of cases; what waits for it is given up. */
  delete(id: string): Promise<void>;
  /** Holds a system until the transaction ends: nobody else takes its cases meanwhile. */
  hold(id: string): Promise<void>;
  /** How much waits for each, and when something last reached it. */
  standing(): Promise<Map<string, { waiting: number; lastSentAtMs: number | null }>>;
  /** Notes under which number a system, or a file, has a case; a number that is there stays. */
  link(link: CaseLink): Promise<void>;
  linksOf(caseId: string): Promise<CaseLink[]>;
  /** The case that a system, or a file (null), knows by a number. */
  caseOf(systemId: string | null, externalNumber: string): Promise<string | null>;
  /** False when the nonce was used already; what is older than `forgetBeforeMs` is forgotten. */
  useNonce(systemId: string, nonce: string, atMs: number, forgetBeforeMs: number): Promise<boolean>;
  /** False when that update was done already. */
  beginUpdate(systemId: string, updateId: string, caseId: string, atMs: number): Promise<boolean>;
}
