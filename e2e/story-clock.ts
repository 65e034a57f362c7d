import type { Clock } from '../packages/server/src/app/ports/clock.ts';
import { CityClock } from '../packages/server/src/demo/city-clock.ts';

/** Work that is repeated as seldom as this is what a day brings, not what a screen follows. */
const dailyWorkMs = 60_000;

/** A city's clock that a test sets forward; what looks every minute for what is due has looked when it is set. */
export class StoryClock extends CityClock {
  private readonly looks = new Set<() => void | Promise<void>>();

  constructor(machine: Clock, startMs: number) {
    super(machine, startMs);
  }

  override every(lengthMs: number, work: () => void | Promise<void>): () => void {
    const end = super.every(lengthMs, work);
    if (lengthMs < dailyWorkMs) return end;
    this.looks.add(work);
    return () => {
      this.looks.delete(work);
      end();
    };
  }

  /** Sets the city forward; throws where the moment is past. */
  async setTo(ms: number): Promise<void> {
    if (ms < this.nowMs()) throw new Error('the city’s clock is never set back');
    this.driveBy({ nowMs: () => ms });
    this.release();
    for (const look of this.looks) await look();
  }
}
