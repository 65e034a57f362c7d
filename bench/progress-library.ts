import type { Behaviour, ExpectedOutcome, VoiceLibrary, VoicePurpose } from '@everyline/exchange';
import {
  decodeALaw,
  printOf,
  type AnnouncementLabel,
  type CallOutcome,
  type KnownSoundChange,
} from '@everyline/telephony';
import { wilson } from './intervals.ts';
import { byLevel, type Cell } from './progress-matrix.ts';

/** The label that a person who listens gives each of the exchange's recordings. */
const LABELS: Readonly<Partial<Record<VoicePurpose, AnnouncementLabel>>> = {
  unallocated: 'unallocated',
  suspended: 'suspended',
  powered_off: 'powered_off',
  unreachable: 'unreachable',
  busy: 'busy',
  number_changed: 'number_changed',
  congestion: 'network_congestion',
  barred: 'barred',
  no_answer: 'no_answer',
  voicemail: 'voicemail',
  after_hours: 'after_hours',
  ivr: 'menu',
  ivr_invalid: 'menu',
  queue: 'please_hold',
};

/** What a city knows whose announcements have all been labelled: a clean print of each recording, none of persons. */
export function labelledAnnouncements(voices: VoiceLibrary): KnownSoundChange[] {
  return voices.all.flatMap(({ id, purpose, octets }): KnownSoundChange[] => {
    const label = LABELS[purpose];
    if (label === undefined) return [];
    const sound = { id, announcementId: id, label, heard: 2 };
    return [{ kind: 'add', sound, print: printOf(decodeALaw(octets)) }];
  });
}

/** Whether calls to it play a recording that the library has. */
export function playsAnnouncement(behaviour: Behaviour): boolean {
  switch (behaviour.kind) {
    case 'ivr':
    case 'voicemail':
    case 'after_hours':
    case 'suspended':
    case 'powered_off':
      return true;
    case 'busy':
    case 'off_hook':
    case 'unreachable':
    case 'number_changed':
    case 'barred':
    case 'congestion':
      return behaviour.by === 'announcement';
    case 'unallocated':
      return behaviour.by === 'announcement' || behaviour.by === 'sit';
    case 'no_answer':
      return behaviour.then === 'announcement';
    case 'false_answer':
      return behaviour.plays.endsWith('announcement');
    default:
      return false;
  }
}

/** What one call of the matrix came to with the library known. */
export interface LibraryCall {
  readonly behaviour: string;
  readonly cell: Cell;
  readonly truth: ExpectedOutcome['outcome'];
  readonly outcome: CallOutcome;
  /** Whether the outcome was told by a recording that was recognised. */
  readonly byAnnouncement: boolean;
  /** `person`: somebody picks up, who is in no library. */
  readonly group: 'announcement' | 'person';
  /** Whether a recording or a tone answers. */
  readonly answersAsMachine: boolean;
}

const RULE =
  'right: the true outcome and no other. A clean print of every recording of the exchange is known with its label; persons are not.';

/** A share with Wilson's interval of 95 %. */
interface Counted {
  readonly calls: number;
  readonly share: number;
  readonly interval: readonly [low: number, high: number];
}

/** The figures with the library known. */
export interface LibraryReport {
  readonly rule: string;
  readonly sounds: number;
  readonly announcements: Counted & { readonly byAnnouncement: number };
  readonly personsRecognised: Counted;
  readonly falsePersons: Counted;
  readonly byLevel: Readonly<Record<string, number>>;
  readonly byBehaviour: Readonly<
    Record<string, Counted & { readonly instead: Readonly<Record<string, number>> }>
  >;
}

/** How calls that play known announcements are understood, and whether persons still are. */
export function libraryReport(calls: readonly LibraryCall[], sounds: number): LibraryReport {
  const announcements = calls.filter(({ group }) => group === 'announcement');
  const persons = calls.filter(({ group }) => group === 'person');
  const isRight = ({ outcome, truth }: LibraryCall) => outcome === truth;
  const isPerson = ({ outcome }: LibraryCall) => outcome === 'answered_person';
  const behaviours = [...new Set(announcements.map(({ behaviour }) => behaviour))];
  return {
    rule: RULE,
    sounds,
    announcements: {
      ...counted(announcements, isRight),
      byAnnouncement: counted(announcements, ({ byAnnouncement }) => byAnnouncement).share,
    },
    personsRecognised: counted(persons, isPerson),
    falsePersons: counted(
      calls.filter(({ answersAsMachine }) => answersAsMachine),
      isPerson,
    ),
    byLevel: byLevel(announcements, (of) => counted(of, isRight).share),
    byBehaviour: Object.fromEntries(
      behaviours.map((name) => {
        const of = announcements.filter(({ behaviour }) => behaviour === name);
        const wrong = of.filter((call) => !isRight(call)).map(({ outcome }) => outcome);
        return [name, { ...counted(of, isRight), instead: tallied(wrong) }];
      }),
    ),
  };
}

function counted<T>(calls: readonly T[], is: (call: T) => boolean): Counted {
  const part = calls.filter(is).length;
  const share = calls.length === 0 ? 1 : Math.round((part / calls.length) * 1e4) / 1e4;
  return { calls: calls.length, share, interval: wilson(part, calls.length) };
}

function tallied(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
