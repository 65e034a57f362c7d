import type { AnnouncementLabel } from '../progress/call-evidence.ts';
import { PrintIndex } from './print-index.ts';
import type { Print } from './print.ts';

/** A sound that was heard in earlier calls: what is heard twice is a recording. */
export interface KnownSound {
  readonly id: string;
  /** The announcement that it belongs to; null where nobody has made it one. */
  readonly announcementId: string | null;
  /** What a person, or the signalling of many calls, says that it is; null where it is only known as a recording. */
  readonly label: AnnouncementLabel | null;
  /** In how many calls it was heard. */
  readonly heard: number;
}

/** A change of what is known; plain data, to be handed to another thread. */
export type KnownSoundChange =
  | { readonly kind: 'add'; readonly sound: KnownSound; readonly print: Print }
  | { readonly kind: 'change'; readonly sound: KnownSound }
  | { readonly kind: 'remove'; readonly id: string };

/** What earlier calls have taught: prints, and what each is. */
export class KnownSounds {
  readonly index = new PrintIndex();
  private readonly facts = new Map<string, KnownSound>();

  get size(): number {
    return this.facts.size;
  }

  /** What is known of a sound; null where nothing is. */
  get(id: string): KnownSound | null {
    return this.facts.get(id) ?? null;
  }

  /** Takes over changes, in order; a change of a sound that is not known is passed over. */
  apply(changes: readonly KnownSoundChange[]): void {
    for (const change of changes) {
      if (change.kind === 'remove') {
        this.index.remove(change.id);
        this.facts.delete(change.id);
        continue;
      }
      const { sound } = change;
      if (change.kind === 'add') this.index.add(sound.id, change.print);
      else if (!this.facts.has(sound.id)) continue;
      this.facts.set(sound.id, sound);
    }
  }
}
