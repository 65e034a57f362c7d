import type { Clock } from '../app/ports/clock.ts';

/**
 * The sample city's time: the machine's, moved to the sample week; or that of the virtual clock while
 * one drives it. Waits are the machine's: screens and sessions do not care for the city's hours.
 */
export class CityClock implements Clock {
  private readonly machine: Clock;
  private offsetMs: number;
  private driver: { nowMs(): number } | null = null;

  constructor(machine: Clock, startMs: number) {
    this.machine = machine;
    this.offsetMs = startMs - machine.nowMs();
  }

  nowMs(): number {
    return this.driver?.nowMs() ?? this.machine.nowMs() + this.offsetMs;
  }

  /** What must be added to the machine's clock. */
  get offset(): number {
    return this.offsetMs;
  }

  /** Lets another clock drive the city until `release`. */
  driveBy(driver: { nowMs(): number }): void {
    this.driver = driver;
  }

  /** The city goes on at the machine's pace from the moment at which it was left. */
  release(): void {
    this.offsetMs = this.nowMs() - this.machine.nowMs();
    this.driver = null;
  }

  wait(lengthMs: number, signal?: AbortSignal): Promise<void> {
    return this.machine.wait(lengthMs, signal);
  }

  every(lengthMs: number, work: () => void | Promise<void>): () => void {
    return this.machine.every(lengthMs, work);
  }
}
