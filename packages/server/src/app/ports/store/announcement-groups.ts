import type { Announcement, AnnouncementWord, CallOutcome } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** A stretch of speech of one call with its print, that no announcement has been found for yet. */
export interface UngroupedStretch {
  readonly observationId: string;
  /** Times count from the INVITE. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly print: Uint8Array;
}

/** A print by which an announcement is found again. */
export interface AnnouncementPrint {
  readonly id: string;
  readonly announcementId: string;
  readonly word: AnnouncementWord | null;
  readonly lengthMs: number;
}

/** One stretch of one call that belongs to an announcement. */
export interface Hearing {
  readonly observationId: string;
  readonly announcementId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bitErrorRate: number;
  /** Its own print, where the announcement is found again by it. */
  readonly printId: string | null;
}

/** What lists show of an announcement; counts are of calls inside the scope of the one who asks. */
export interface AnnouncementRow extends Announcement {
  readonly calls: number;
  readonly numbers: number;
  /** In how many calls of the whole city. */
  readonly callsInAll: number;
  /** In how many calls it began before the answer. */
  readonly beforeAnswer: number;
  readonly firstHeardAtMs: number | null;
  readonly lastHeardAtMs: number | null;
  readonly trunks: readonly string[];
  readonly importedCalls: number;
  readonly importedNumbers: number;
  readonly sampleLengthMs: number | null;
  readonly mergedInto: string | null;
}

export type ListedState = 'unlabelled' | 'proposed' | 'labelled' | 'dismissed';

export interface AnnouncementFilter {
  readonly state?: ListedState;
  readonly word?: AnnouncementWord;
  /** Part of what it says. */
  readonly q?: string;
}

/** How far the work has come. */
export interface AnnouncementProgress {
  readonly unlabelled: number;
  readonly proposed: number;
  readonly labelled: number;
  readonly dismissed: number;
  /** Numbers on which something without a word was heard. */
  readonly numbersWaiting: number;
  readonly labelledSince: number;
}

/** A stretch of a call whose recording is kept. */
export interface RecordedStretch {
  readonly probeId: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Share of packets that were lost or late in the whole call, 0 to 1. */
  readonly lossShare: number;
  readonly recording: {
    readonly codec: 'PCMA' | 'PCMU';
    /** Time of the first byte, counted from the INVITE. */
    readonly fromMs: number;
  };
}

/** A call in which an announcement was heard, as its page lists it. */
export interface HeardCall {
  readonly probeId: string;
  readonly lineId: string;
  readonly dialled: string;
  readonly areaCode: string | null;
  readonly extension: string | null;
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly outcome: CallOutcome;
  readonly departmentId: string | null;
}

/** Announcements: recordings grouped over all calls, with the words that persons gave them. */
export interface AnnouncementGroupStore {
  /** Whoever changes groups or words waits here for others who do, to the end of the transaction. */
  lock(): Promise<void>;

  /** The oldest stretches without an announcement, in time order. */
  ungrouped(limit: number): Promise<UngroupedStretch[]>;
  prints(): Promise<AnnouncementPrint[]>;
  printBytes(ids: readonly string[]): Promise<Map<string, Uint8Array>>;
  /** The print of one stretch as its call left it; null where it is no longer kept. */
  stretchPrint(observationId: string, fromMs: number): Promise<Uint8Array | null>;
  /** Pairs that a person has split, the lesser identity first. */
  apart(): Promise<[string, string][]>;
  keepApart(one: string, other: string): Promise<void>;

  insert(announcement: {
    readonly id: string;
    readonly createdAtMs: number;
    readonly proposal?: Announcement['proposal'];
    readonly text?: string;
    readonly importedCalls?: number;
    readonly importedNumbers?: number;
  }): Promise<void>;
  addPrint(print: {
    readonly id: string;
    readonly announcementId: string;
    readonly bytes: Uint8Array;
    readonly lengthMs: number;
    readonly createdAtMs: number;
  }): Promise<void>;
  addHearing(hearing: Hearing): Promise<void>;
  /** Moves stretches, with the prints that were taken from them, to another announcement. */
  moveHearings(observationIds: readonly string[], from: string, into: string): Promise<number>;
  /** Makes announcements one: hearings and prints go to `into`, the others lead there. */
  absorb(into: string, ids: readonly string[]): Promise<void>;
  /** Forgets prints of what was heard once only and longer ago: mostly live voices. */
  forgetHeardOnce(beforeMs: number): Promise<number>;

  /** An announcement as the scope sees it; one that was joined to another gives that other. */
  row(id: string, scope: Scope): Promise<AnnouncementRow | null>;
  page(filter: AnnouncementFilter, scope: Scope, paging: Paging): Promise<Page<AnnouncementRow>>;
  progress(scope: Scope, sinceMs: number): Promise<AnnouncementProgress>;
  /** How the calls of these announcements are read now. */
  outcomesOf(
    ids: readonly string[],
    scope: Scope,
  ): Promise<{ id: string; outcome: CallOutcome; calls: number; numbers: number }[]>;
  calls(id: string, scope: Scope, limit: number): Promise<HeardCall[]>;
  /** The words on these announcements, or on those that they were joined to. */
  wordsOf(ids: readonly string[]): Promise<Map<string, AnnouncementWord | null>>;
  /** Stretches of an announcement whose call's recording is still kept, longest first. */
  sampleCandidates(id: string, limit: number): Promise<RecordedStretch[]>;
  /** Every stretch of these announcements. */
  hearingsOf(ids: readonly string[]): Promise<Hearing[]>;
  /** The recordings heard in one call that are known as such, in time order. */
  knownIn(
    observationId: string,
  ): Promise<{ id: string; word: AnnouncementWord | null; fromMs: number; toMs: number }[]>;
  /** Every stretch of these observations that belongs to an announcement which a person has labelled. */
  labelledIn(
    observationIds: readonly string[],
  ): Promise<(Hearing & { readonly word: AnnouncementWord })[]>;

  setWord(
    id: string,
    word: { readonly word: AnnouncementWord; readonly by: string; readonly atMs: number } | null,
  ): Promise<void>;
  setText(id: string, text: string): Promise<void>;
  /** Notes what another city's file says, and how often it had heard the recording. */
  setProposal(
    id: string,
    proposal: NonNullable<Announcement['proposal']>,
    heard: { readonly calls: number; readonly numbers: number },
  ): Promise<void>;
  sampleOf(id: string): Promise<{ lengthMs: number; lossShare: number } | null>;
  setSample(
    id: string,
    sample: { readonly lengthMs: number; readonly lossShare: number },
  ): Promise<void>;
  setExported(ids: readonly string[], atMs: number): Promise<void>;
  /** All that a person has labelled as an announcement, those on most numbers first. */
  labelled(): Promise<AnnouncementRow[]>;
}
