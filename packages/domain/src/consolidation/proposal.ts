/** What would make an inventory of numbers smaller, or its lines reachable. */
export const proposalKinds = [
  /** A number that leads nowhere any more is taken off all its listings. */
  'close_number',
  /** Several numbers stand for one service and none is overloaded: one is kept. */
  'keep_one',
  /** Several numbers of one service share their lines and people under one number. */
  'pool_lines',
  /** Calls out get a telephone of their own. */
  'separate_calls_out',
  /** A hotline joins 12345, in one of the three national ways. */
  'merge_hotline',
  /** A machine answers what is asked again and again, people the rest. */
  'assistant_first',
  /** More lines or people, where nothing else helps. */
  'add_lines',
] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** The three national ways of a hotline into 12345 (国办发〔2020〕53号). */
export const mergeModes = [
  /** 整体并入: the number is closed, its seats go to 12345. */
  'whole',
  /** 双号并行: the number stays and is answered together with 12345. */
  'parallel',
  /** 设分中心: number and seats stay, calls and data go both ways. */
  'subcentre',
] as const;
export type MergeMode = (typeof mergeModes)[number];

/** What callers would meet, by simulation of a working day. */
export interface CallersMeet {
  /** Share of all calls, repeated ones included, that find the number busy, 0–1. */
  readonly busy: number;
  /** Mean time to a person of those who reach one, in seconds. */
  readonly waitS: number;
  /** Share of calls that reach a person, or are settled by the machine, within the target time, 0–1. */
  readonly inTime: number;
}

/** A figure before and after. */
export interface Change<T> {
  readonly now: T;
  readonly then: T;
}

/** What is needed then, with the least and the most that it may be by what test calls tell of the load. */
export interface Need extends Change<number> {
  readonly between: { readonly least: number; readonly most: number };
}

export interface ProposalEffect {
  /** Numbers that citizens have to know. */
  readonly numbers: Change<number>;
  /** Lines behind them; null where nobody wrote them down. */
  readonly lines: Need | null;
  /** People at them in the busiest hour, one at each line unless more are needed; null as above. */
  readonly people: Need | null;
  readonly callers: Change<CallersMeet> | null;
}

/** Why this way of merging: the national list names the code, the rule for all others, or a person who decided. */
export type MergeGround = 'listed' | 'few_calls' | 'many_calls' | 'decided';

/** One proposal with what it rests on; a person accepts, changes or rejects it. */
export interface Proposal {
  /** The same for the same kind and numbers, so that a decision on it keeps holding. */
  readonly key: string;
  readonly kind: ProposalKind;
  readonly departmentId: string | null;
  /** The number that stays stands first. */
  readonly lineIds: readonly string[];
  /** The number that stays; null where none does. */
  readonly keptLineId: string | null;
  /** The service that the numbers share. */
  readonly service: string | null;
  readonly merge: { readonly mode: MergeMode; readonly ground: MergeGround } | null;
  /** Test calls on its lines in the published hours, and those that found busy. */
  readonly calls: number;
  readonly busy: number;
  /** Places in which the numbers to be closed are published. */
  readonly listings: number;
  readonly effect: ProposalEffect;
}
