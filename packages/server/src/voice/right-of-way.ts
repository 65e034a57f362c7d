/**
 * Lets the work that a channel waits for pass the work that nobody waits for: while any of the first is in progress,
 * only a few of the second are. Both always go on.
 */
export class RightOfWay {
  private readonly beside: number;
  private urgentInProgress = 0;
  private patientInProgress = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param beside how many of the second kind are in progress at most while one of the first is; at least 1 */
  constructor(beside: number) {
    this.beside = beside;
  }

  /** Begins at once. */
  async urgent<T>(work: () => Promise<T>): Promise<T> {
    this.urgentInProgress += 1;
    try {
      return await work();
    } finally {
      this.urgentInProgress -= 1;
      this.letGo();
    }
  }

  /** Begins when it is in nobody's way. */
  async patient<T>(work: () => Promise<T>): Promise<T> {
    if (!this.isFree) await new Promise<void>((go) => this.waiting.push(go));
    else this.patientInProgress += 1;
    try {
      return await work();
    } finally {
      this.patientInProgress -= 1;
      this.letGo();
    }
  }

  private get isFree(): boolean {
    return this.urgentInProgress === 0 || this.patientInProgress < this.beside;
  }

  private letGo(): void {
    while (this.waiting.length > 0 && this.isFree) {
      this.patientInProgress += 1;
      this.waiting.shift()?.();
    }
  }
}
