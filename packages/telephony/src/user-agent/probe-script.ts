import type { Print } from '../prints/print.ts';
import type { Heard } from '../progress/heard.ts';
import { mayBePerson, type Situation } from './probe-manners.ts';
import type { ProbeEar } from './probe-ear.ts';
import type { ProbeMouth } from './probe-mouth.ts';
import type { ProbeEnd } from './probe-end.ts';
import type { GivenScript, ScriptReport, ScriptStretch } from './script-report.ts';
import { ScriptRun } from './script/script-run.ts';

interface Press {
  readonly keys: string;
  readonly atMs: number;
  toMs: number;
}

/** Fewer words of a print tell nothing. */
const FEWEST_WORDS = 25;
const SHORTEST_SOUND_MS = 100;

/** A script in one call, from the answer on: it listens, presses and says where the manners leave it free to. */
export class ProbeScript {
  /** When each press of keys was over, and what they were. */
  readonly pressed: Press[] = [];
  /** Up to when keys or sentences of the script have sounded; null before the first. */
  soundedMs: number | null = null;
  readonly #given: GivenScript;
  readonly #run: ScriptRun;
  readonly #mouth: ProbeMouth;
  readonly #ear: ProbeEar;
  /** Whether what sounds of ours is the script's, and the press that it is. */
  #isActing = false;
  #lastPress: Press | null = null;

  /** A name of audio that was not given is a fault. */
  constructor(given: GivenScript, mouth: ProbeMouth, ear: ProbeEar) {
    for (const step of given.script.steps) {
      if (step.do === 'say' && !Object.hasOwn(given.audio, step.audio))
        throw new Error(
          `script_audio_missing: the script says “${step.audio}”, which was not given`,
        );
    }
    this.#given = given;
    this.#run = new ScriptRun(given.script);
    this.#mouth = mouth;
    this.#ear = ear;
  }

  /** Does what is next, now that the manners ask for nothing; true when the script wants to hang up. */
  follow(situation: Situation): boolean {
    const { nowMs, answeredAtMs, beepUntilMs } = situation;
    if (answeredAtMs === null) return false;
    const { listener, lastSoundMs } = this.#ear;
    const isOurTurn = this.#mouth.isBusy;
    if (isOurTurn && this.#isActing) {
      this.soundedMs = nowMs;
      if (this.#lastPress !== null) this.#lastPress.toMs = nowMs;
    } else this.#isActing = false;
    const action = this.#run.next({
      nowMs,
      soundUntilMs: lastSoundMs !== null && lastSoundMs > answeredAtMs ? lastSoundMs : null,
      voiceFromMs: listener.voice()?.utterances.at(-1)?.fromMs ?? null,
      beepAtMs: beepUntilMs,
      isOurTurn,
      isHeld: mayBePerson(situation).length > 0,
    });
    switch (action?.kind) {
      case 'press':
        this.#lastPress = { keys: action.keys, atMs: nowMs, toMs: nowMs };
        this.#isActing = true;
        this.pressed.push(this.#lastPress);
        this.#mouth.press({ keys: action.keys });
        return false;
      case 'say': {
        const samples = this.#given.audio[action.audio] ?? new Int16Array(0);
        const { fromMs, toMs } = this.#mouth.say(samples, nowMs);
        this.#lastPress = null;
        this.#isActing = true;
        listener.spoke(fromMs, toMs, samples);
        return false;
      }
      case 'hang_up':
        return true;
      case undefined:
        return false;
    }
  }

  /** What came of it in a call that is over; `ours` are our words, whose echo is nobody's. */
  report(call: {
    readonly answeredAtMs: number | null;
    readonly endedAtMs: number;
    readonly endedBy: ProbeEnd;
    readonly heard: readonly Heard[];
    readonly printBetween: (fromMs: number, toMs: number) => Print;
  }): ScriptReport {
    const { answeredAtMs, endedAtMs } = call;
    this.#run.end(endedAtMs);
    const stretches: ScriptStretch[] = [];
    if (answeredAtMs !== null) {
      let keys = '';
      let fromMs = answeredAtMs;
      for (const press of [...this.pressed, null]) {
        const toMs = Math.max(fromMs, press?.atMs ?? endedAtMs);
        stretches.push(stretchOf(keys, fromMs, toMs, call));
        if (press === null) break;
        keys += press.keys;
        fromMs = press.toMs;
      }
    }
    const { name } = this.#given.script;
    const steps = this.#run.followed.map((one) => ({
      ...one,
      fromMs: Math.round(one.fromMs),
      toMs: Math.round(one.toMs),
    }));
    return { name, endedBy: call.endedBy, steps, isComplete: this.#run.isOver, stretches };
  }
}

function stretchOf(
  keys: string,
  fromMs: number,
  toMs: number,
  call: {
    readonly heard: readonly Heard[];
    readonly printBetween: (fromMs: number, toMs: number) => Print;
  },
): ScriptStretch {
  const heard = call.heard.flatMap((one) => {
    const from = Math.max(fromMs, one.fromMs);
    const to = Math.min(toMs, one.toMs);
    return one.kind === 'silence' || to - from < SHORTEST_SOUND_MS
      ? []
      : [{ ...one, fromMs: Math.round(from), toMs: Math.round(to) }];
  });
  const [first] = heard;
  const last = heard.at(-1);
  let print: Print | null = null;
  if (first !== undefined && last !== undefined) {
    const { words, hopMs } = call.printBetween(first.fromMs, last.toMs);
    const says = words.reduce((sum, word) => sum + (word === 0 ? 0 : 1), 0);
    if (says >= FEWEST_WORDS) print = { words, hopMs };
  }
  return { keys, fromMs: Math.round(fromMs), toMs: Math.round(toMs), heard, print };
}
