import type { CallScript, ScriptStep } from './call-script.ts';

/** What is heard of the far end when a script is asked for its next action; call times in ms. */
export interface ScriptHearing {
  readonly nowMs: number;
  /** The end of the last sound, or now while it sounds; null while nothing was heard. */
  readonly soundUntilMs: number | null;
  /** When the last utterance began; null while there was none. */
  readonly voiceFromMs: number | null;
  /** When the last beep ended; null while there was none. */
  readonly beepAtMs: number | null;
  /** Whether keys or words of ours still sound. */
  readonly isOurTurn: boolean;
  /** Whether somebody may be a live person: nothing is pressed or said then, the manners alone decide. */
  readonly isHeld: boolean;
}

export type ScriptAction =
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'say'; readonly audio: string }
  | { readonly kind: 'hang_up' };

/** What a step was ended by; `call_end`: the call was over before the step. */
export type StepEnd = 'done' | 'voice' | 'pause' | 'beep' | 'time' | 'call_end';

/** A step that was begun; call times in ms. */
export interface FollowedStep {
  /** Its number in the script, from 0. */
  readonly step: number;
  readonly do: ScriptStep['do'];
  /** The keys, the audio or the mark of the step; null where it has none. */
  readonly what: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly endedBy: StepEnd;
}

/** Works off a script during one call: asked every 20 ms, it says what is to be done. */
export class ScriptRun {
  readonly followed: FollowedStep[] = [];
  readonly #steps: readonly ScriptStep[];
  readonly #given: number;
  #at = 0;
  #sinceMs: number | null = null;
  #isBegun = false;

  constructor(script: CallScript) {
    this.#steps =
      script.steps.at(-1)?.do === 'hang_up' ? script.steps : [...script.steps, { do: 'hang_up' }];
    this.#given = script.steps.length;
  }

  get isOver(): boolean {
    return this.#at >= this.#steps.length;
  }

  /** The next action, or null while there is none; `hang_up` at the end, once. */
  next(hearing: ScriptHearing): ScriptAction | null {
    const { nowMs, isHeld, isOurTurn } = hearing;
    while (!this.isOver) {
      const step = this.#steps[this.#at];
      if (step === undefined) break;
      const action = this.#isBegun ? null : actionOf(step);
      // Keys and words wait until ours have sounded and nobody may be a person; a script ends no call before its manners.
      if (action !== null && (isHeld || isOurTurn)) return null;
      this.#sinceMs ??= nowMs;
      this.#isBegun = true;
      if (action?.kind === 'hang_up') {
        this.#note(step, nowMs, 'done');
        this.#at = this.#steps.length;
        this.#sinceMs = null;
        return action;
      }
      if (action !== null) return action;
      const endedBy = endOf(step, this.#sinceMs, hearing);
      if (endedBy === null) return null;
      this.#note(step, nowMs, endedBy);
      this.#at += 1;
      this.#sinceMs = null;
      this.#isBegun = false;
    }
    return null;
  }

  /** The call is over: the step that was under way ends with it. */
  end(nowMs: number): void {
    const step = this.#steps[this.#at];
    if (step !== undefined && this.#sinceMs !== null) this.#note(step, nowMs, 'call_end');
    this.#sinceMs = null;
  }

  #note(step: ScriptStep, toMs: number, endedBy: StepEnd): void {
    if (this.#at >= this.#given) return;
    const what =
      step.do === 'press'
        ? step.keys
        : step.do === 'say'
          ? step.audio
          : step.do === 'listen' || step.do === 'record'
            ? step.mark
            : null;
    const fromMs = this.#sinceMs ?? toMs;
    this.followed.push({ step: this.#at, do: step.do, what, fromMs, toMs, endedBy });
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
function endOf(step: ScriptStep, sinceMs: number, hearing: ScriptHearing): StepEnd | null {
  const { nowMs, soundUntilMs, voiceFromMs, beepAtMs, isOurTurn } = hearing;
  switch (step.do) {
    case 'wait':
    case 'record':
      return nowMs - sinceMs >= step.ms ? 'time' : null;
    case 'press':
    case 'say':
      return isOurTurn ? null : 'done';
    case 'listen':
      if (step.until === 'voice' && voiceFromMs !== null && voiceFromMs >= sinceMs) return 'voice';
      if (step.until === 'beep' && beepAtMs !== null && beepAtMs >= sinceMs) return 'beep';
      if (
        step.until === 'pause' &&
        soundUntilMs !== null &&
        soundUntilMs > sinceMs &&
        nowMs - soundUntilMs >= step.pauseMs
      )
        return 'pause';
      return nowMs - sinceMs >= step.atMostMs ? 'time' : null;
    case 'hang_up':
      return 'done';
  }
}
