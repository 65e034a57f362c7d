import type { CallScript, ScriptStep } from './call-script.ts';

/** What is heard of the far end when a script is asked for its next action; call times in ms. */
export interface ScriptHearing {
  readonly nowMs: number;
  /** The end of the last sound, or now while it sounds; null while nothing was heard. */
  readonly soundUntilMs: number | null;
  /** When a tone (or a beep) was decided last; null while none was. */
  readonly toneAtMs: number | null;
  /** Whether keys or words of ours still sound. */
  readonly isOurTurn: boolean;
}

export type ScriptAction =
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'say'; readonly audio: string }
  | { readonly kind: 'hang_up' };

/** What a step that listens came to. */
export interface ScriptMark {
  readonly step: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly endedBy: 'pause' | 'tone' | 'time';
}

/** Works off a script during one call: asked every 20 ms, it says what is to be done. */
export class ScriptRun {
  readonly marks: ScriptMark[] = [];
  readonly #script: CallScript;
  #at = 0;
  #sinceMs: number | null = null;
  #begun = false;

  constructor(script: CallScript) {
    this.#script = script;
  }

  get isOver(): boolean {
    return this.#at >= this.#script.steps.length;
  }

  /** The next action, or null while there is none; `hang_up` at the end, once. */
  next(hearing: ScriptHearing): ScriptAction | null {
    while (!this.isOver) {
      const step = this.#script.steps[this.#at];
      if (step === undefined) break;
      this.#sinceMs ??= hearing.nowMs;
      const action = this.#begun ? null : actionOf(step);
      this.#begun = true;
      if (action !== null) return this.#given(action);
      const endedBy = endOf(step, this.#sinceMs, hearing);
      if (endedBy === null) return null;
      if (step.do === 'listen' || step.do === 'record') {
        const { nowMs } = hearing;
        this.marks.push({ step: this.#at, fromMs: this.#sinceMs, toMs: nowMs, endedBy });
      }
      this.#at += 1;
      this.#sinceMs = null;
      this.#begun = false;
      if (this.isOver) return { kind: 'hang_up' };
    }
    return null;
  }

  #given(action: ScriptAction): ScriptAction {
    if (action.kind === 'hang_up') this.#at = this.#script.steps.length;
    return action;
  }
}

function actionOf(step: ScriptStep): ScriptAction | null {
  switch (step.do) {
    case 'press':
      return { kind: 'press', keys: step.keys };
    case 'say':
      return { kind: 'say', audio: step.audio };
    case 'hang_up':
      return { kind: 'hang_up' };
    default:
      return null;
  }
}

/** Why a step is over; null while it is not. */
function endOf(
  step: ScriptStep,
  sinceMs: number,
  { nowMs, soundUntilMs, toneAtMs, isOurTurn }: ScriptHearing,
): ScriptMark['endedBy'] | null {
  switch (step.do) {
    case 'wait':
    case 'record':
      return nowMs - sinceMs >= step.ms ? 'time' : null;
    case 'press':
    case 'say':
      return isOurTurn ? null : 'time';
    case 'listen':
      if (step.until === 'tone' && toneAtMs !== null && toneAtMs >= sinceMs) return 'tone';
      if (
        step.until === 'pause' &&
        soundUntilMs !== null &&
        soundUntilMs > sinceMs &&
        nowMs - soundUntilMs >= step.pauseMs
      )
        return 'pause';
      return nowMs - sinceMs >= step.atMostMs ? 'time' : null;
    case 'hang_up':
      return 'time';
  }
}
