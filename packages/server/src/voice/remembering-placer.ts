import type { KnownSoundChange } from '@everyline/telephony';

import type { AllowedCall, CallPlacer, PlacedCall } from '../app/ports/call-placer.ts';
import type { SoundMemory } from './sound-memory.ts';

/** A placer whose calls know what was heard before. */
export interface LearningPlacer extends CallPlacer {
  /** Calls that begin from now on know this. */
  learn(changes: readonly KnownSoundChange[]): void;
}

/** Places calls that know what earlier calls have heard, and remembers what each of them heard. */
export class RememberingPlacer implements CallPlacer {
  private readonly placer: LearningPlacer;
  private readonly memory: SoundMemory;
  private readonly forgo: () => void;

  constructor(placer: LearningPlacer, memory: SoundMemory) {
    this.placer = placer;
    this.memory = memory;
    placer.learn(memory.snapshot());
    this.forgo = memory.subscribe((changes) => placer.learn(changes));
  }

  get virtualTime(): boolean {
    return this.placer.virtualTime;
  }

  async place(call: AllowedCall, freed?: () => void): Promise<PlacedCall> {
    const placed = await this.placer.place(call, freed);
    this.memory.take(placed);
    return placed;
  }

  stopAll(): void {
    this.placer.stopAll();
  }

  async close(): Promise<void> {
    this.forgo();
    await this.placer.close();
  }
}
