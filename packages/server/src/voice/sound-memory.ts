import { isSameRecording, leastAlikeMs, type CallOutcome } from '@everyline/domain';
import {
  PrintIndex,
  readPrint,
  RECORDING_MISFIT,
  type AnnouncementLabel,
  type KnownSound,
  type KnownSoundChange,
  type Print,
} from '@everyline/telephony';

import type { PlacedCall } from '../app/ports/call-placer.ts';
import type { PrintStore } from '../app/ports/store/prints.ts';

/** So many sounds are remembered; of those that were heard once the oldest go first. */
const mostSounds = 20_000;
/** So many stretches of earlier calls are read when the memory is opened, so many at once. */
const mostRead = 4_000;
const readAtOnce = 100;
/** A stretch is the same recording when so much of the shorter of the two is alike. */
const sameShare = 0.6;
/** A longer hearing of all that was known takes its place, unless that is short enough to begin several recordings. */
const wholeShare = 0.8;
const longerByWords = 15;
/** Signalling names a recording when so many calls say the same, and hardly any another thing. */
const fewestNamings = 3;
const agreedShare = 0.9;
const sureNaming = 0.8;

/** Names the sounds whose prints are those of an announcement that a person has labelled. */
const taughtPrefix = 'taught-';

/** What the signalling of a call says of the recording that it played before the answer. */
const namedBy: Readonly<Partial<Record<CallOutcome, AnnouncementLabel>>> = {
  unallocated: 'unallocated',
  number_changed: 'number_changed',
  busy: 'busy',
  powered_off: 'powered_off',
  network_congestion: 'network_congestion',
  barred: 'barred',
};

interface Remembered {
  sound: KnownSound;
  print: Print;
  /** Whether the label is a person's; signalling does not change it then. */
  isLabelled: boolean;
  /** How often signalling said what of it. */
  readonly namings: Map<AnnouncementLabel | 'other', number>;
}

/** What a person has said of a recording: a label, or that it is no announcement (null). */
export interface TaughtAnnouncement {
  readonly announcementId: string;
  readonly label: AnnouncementLabel | null;
  readonly prints: readonly { readonly id: string; readonly print: Print }[];
}

/** What one call has said and played, and how it was signalled. */
type HeardInCall = Pick<PlacedCall, 'prints' | 'recognised'> & {
  readonly observation: Pick<
    PlacedCall['observation'],
    'outcome' | 'confidence' | 'decidedBy' | 'timings'
  >;
};

/**
 * What calls have heard, for the calls that follow: any sound that is heard again is a recording. It learns from each
 * call as it ends, and tells whoever places calls.
 */
export class SoundMemory {
  private readonly sounds = new Map<string, Remembered>();
  private readonly listeners = new Set<(changes: readonly KnownSoundChange[]) => void>();
  private count = 0;

  /** All that is known, as changes of an empty memory. */
  snapshot(): readonly KnownSoundChange[] {
    return [...this.sounds.values()].map(({ sound, print }) => ({ kind: 'add', sound, print }));
  }

  /** Tells changes until the returned function is called. */
  subscribe(listener: (changes: readonly KnownSoundChange[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads what earlier runs have heard. */
  async open(store: PrintStore): Promise<void> {
    const index = new PrintIndex();
    for (let skip = 0; skip < mostRead; skip += readAtOnce) {
      const stretches = await store.newest(readAtOnce, skip);
      for (const { observation, ...stretch } of stretches) {
        const print = readPrint(stretch.print);
        if (print === null) continue;
        const alike = index.find(print).filter(({ misfit }) => misfit <= RECORDING_MISFIT);
        const recognised = alike.map(({ id, fromMs, toMs }) => ({
          soundId: id,
          fromMs: stretch.fromMs + fromMs,
          toMs: stretch.fromMs + toMs,
          coverage: (toMs - fromMs) / index.lengthMs(id),
        }));
        for (const change of this.changesOf({ prints: [stretch], recognised, observation })) {
          if (change.kind === 'add') index.add(change.sound.id, change.print);
        }
      }
      if (stretches.length < readAtOnce) return;
    }
  }

  /** Learns from a call that has ended. */
  take(call: HeardInCall): void {
    const changes = this.changesOf(call);
    if (changes.length > 0) for (const listener of this.listeners) listener(changes);
  }

  /**
   * Takes over what persons have said, in place of what they had said of the same announcements; what calls have heard
   * of these recordings gets their word too, whatever signalling says of it.
   */
  teach(taught: readonly TaughtAnnouncement[], withdrawn: readonly string[]): void {
    const renewed = new Set([...withdrawn, ...taught.map(({ announcementId }) => announcementId)]);
    const changes: KnownSoundChange[] = [];
    const index = new PrintIndex();
    for (const [id, remembered] of this.sounds) {
      const { sound } = remembered;
      if (sound.announcementId === null || !renewed.has(sound.announcementId)) {
        if (!remembered.isLabelled) index.add(id, remembered.print);
      } else if (id.startsWith(taughtPrefix)) {
        this.sounds.delete(id);
        changes.push({ kind: 'remove', id });
      } else {
        remembered.isLabelled = false;
        remembered.sound = { ...sound, announcementId: null, label: null };
        changes.push({ kind: 'change', sound: remembered.sound });
        index.add(id, remembered.print);
      }
    }
    for (const { announcementId, label, prints } of taught) {
      for (const { id, print } of prints) {
        for (const { id: alike, fromMs, toMs } of index.find(print)) {
          const remembered = this.sounds.get(alike);
          const lengths = {
            stretchMs: print.words.length * print.hopMs,
            printMs: index.lengthMs(alike),
          };
          if (remembered === undefined) continue;
          if (!isSameRecording({ ...lengths, alikeMs: toMs - fromMs })) continue;
          remembered.isLabelled = true;
          remembered.sound = { ...remembered.sound, announcementId, label };
          changes.push({ kind: 'change', sound: remembered.sound });
        }
        const sound = { id: `${taughtPrefix}${id}`, announcementId, label, heard: 2 };
        this.sounds.set(sound.id, { sound, print, isLabelled: true, namings: new Map() });
        changes.push({ kind: 'add', sound, print });
      }
    }
    if (changes.length > 0) for (const listener of this.listeners) listener(changes);
  }

  private changesOf(call: HeardInCall): readonly KnownSoundChange[] {
    const changes: KnownSoundChange[] = [];
    const heardHere = new Set<string>();
    for (const stretch of call.prints) {
      const print = readPrint(stretch.print);
      if (print === null) continue;
      const lengthMs = stretch.toMs - stretch.fromMs;
      const alike = call.recognised
        .map((one) => ({
          ...one,
          alikeMs: Math.min(one.toMs, stretch.toMs) - Math.max(one.fromMs, stretch.fromMs),
        }))
        .filter(({ alikeMs }) => alikeMs > 0)
        .toSorted((a, b) => b.alikeMs - a.alikeMs);
      let isKnown = false;
      for (const { soundId, alikeMs, coverage } of alike) {
        const remembered = this.sounds.get(soundId);
        if (remembered === undefined) continue;
        const isSame = coverage >= sameShare || alikeMs >= sameShare * lengthMs;
        isKnown ||= alikeMs >= sameShare * lengthMs;
        if (!isSame || heardHere.has(soundId)) continue;
        heardHere.add(soundId);
        const { sound } = remembered;
        remembered.sound = { ...sound, heard: sound.heard + 1 };
        const knownMs = remembered.print.words.length * remembered.print.hopMs;
        const isLonger =
          knownMs >= leastAlikeMs &&
          print.words.length >= remembered.print.words.length + longerByWords;
        if (!remembered.isLabelled && coverage >= wholeShare && isLonger) {
          remembered.print = print;
          isKnown = true;
          changes.push({ kind: 'add', sound: remembered.sound, print });
        }
        changes.push(...this.name(remembered, call, stretch.afterAnswer));
      }
      if (isKnown) continue;
      this.count += 1;
      const sound = { id: `heard-${this.count}`, announcementId: null, label: null, heard: 1 };
      const remembered = { sound, print, isLabelled: false, namings: new Map() };
      this.sounds.set(sound.id, remembered);
      changes.push({ kind: 'add', sound, print });
      changes.push(...this.name(remembered, call, stretch.afterAnswer));
    }
    return [...changes, ...this.forget()];
  }

  /** Notes what signalling says of a recording before the answer; the label that follows from it. */
  private name(
    remembered: Remembered,
    call: HeardInCall,
    afterAnswer: boolean,
  ): KnownSoundChange[] {
    const { outcome, confidence, decidedBy, timings } = call.observation;
    if (remembered.isLabelled || afterAnswer || timings.answerMs !== null) return [];
    if (decidedBy !== 'cause' && decidedBy !== 'status') return [];
    if (confidence < sureNaming) return [];
    const naming = namedBy[outcome] ?? 'other';
    const { namings, sound } = remembered;
    namings.set(naming, (namings.get(naming) ?? 0) + 1);
    const all = [...namings.values()].reduce((sum, count) => sum + count, 0);
    const [most] = [...namings].toSorted(([, a], [, b]) => b - a);
    const isAgreed = most !== undefined && most[1] >= Math.max(fewestNamings, agreedShare * all);
    const label = isAgreed && most[0] !== 'other' ? most[0] : null;
    if (label === sound.label) return [];
    remembered.sound = { ...sound, label };
    return [{ kind: 'change', sound: remembered.sound }];
  }

  private forget(): KnownSoundChange[] {
    if (this.sounds.size <= mostSounds) return [];
    for (const [id, { sound, isLabelled }] of this.sounds) {
      if (isLabelled || sound.heard > 1) continue;
      this.sounds.delete(id);
      return [{ kind: 'remove', id }];
    }
    return [];
  }
}
