/** One thing that a scripted call does after the answer; times in ms. */
export type ScriptStep =
  | { readonly do: 'wait'; readonly ms: number }
  /** Keys 0–9, *, #, A–D. */
  | { readonly do: 'press'; readonly keys: string }
  /** A sentence, by the name of the audio that is given with the script. */
  | { readonly do: 'say'; readonly audio: string }
  /** Listens until a pause of `pauseMs` after sound, or until a tone, at most `atMostMs`. */
  | {
      readonly do: 'listen';
      readonly until: 'pause' | 'tone';
      readonly pauseMs: number;
      readonly atMostMs: number;
    }
  | { readonly do: 'record'; readonly ms: number }
  | { readonly do: 'hang_up' };

/** What one scripted call does, step by step; at the end it hangs up. */
export interface CallScript {
  readonly name: string;
  readonly steps: readonly ScriptStep[];
}

/** What is wrong with a script: where, and what would be right, in both languages. */
export interface ScriptIssue {
  /** As `steps[2].keys`. */
  readonly at: string;
  readonly zh: string;
  readonly en: string;
}

export type ScriptReading =
  | { readonly ok: true; readonly script: CallScript }
  | { readonly ok: false; readonly issues: readonly ScriptIssue[] };

const MOST_STEPS = 100;
const MOST_MS = 120_000;
const KEYS = /^[0-9*#A-D]{1,32}$/;
const PAUSE_MS = 1200;
const LISTEN_MS = 20_000;

/** Reads a script from data (JSON, or YAML that was read); nothing makes it throw. */
export function readCallScript(value: unknown): ScriptReading {
  const issues: ScriptIssue[] = [];
  const wrong = (at: string, zh: string, en: string): null => {
    issues.push({ at, zh, en });
    return null;
  };
  const fields = fieldsOf(value);
  if (fields === null) {
    wrong('', '脚本应为含 name 和 steps 的对象', 'a script is an object with name and steps');
    return { ok: false, issues };
  }
  const { name, steps } = fields;
  if (typeof name !== 'string' || name.trim() === '') wrong('name', '请写一个名称', 'give a name');
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MOST_STEPS) {
    wrong('steps', `请列出 1 至 ${MOST_STEPS} 个步骤`, `list 1 to ${MOST_STEPS} steps`);
    return { ok: false, issues };
  }
  const read = steps.map((step: unknown, n) => readStep(step, `steps[${n}]`, wrong));
  const whole = read.filter((step) => step !== null);
  if (issues.length > 0 || typeof name !== 'string') return { ok: false, issues };
  return { ok: true, script: { name, steps: whole } };
}

type Wrong = (at: string, zh: string, en: string) => null;

function readStep(value: unknown, at: string, wrong: Wrong): ScriptStep | null {
  const step = fieldsOf(value);
  const ms = (field: string, usual: number | null): number | null => {
    const given = step?.[field] ?? usual;
    if (typeof given === 'number' && Number.isInteger(given) && given > 0 && given <= MOST_MS)
      return given;
    return wrong(
      `${at}.${field}`,
      `应为 1 至 ${MOST_MS} 的整数（毫秒）`,
      `a whole number from 1 to ${MOST_MS} (ms) stands here`,
    );
  };
  switch (step?.['do']) {
    case 'wait':
    case 'record': {
      const length = ms('ms', null);
      return length === null ? null : { do: step['do'], ms: length };
    }
    case 'press': {
      const keys = step['keys'];
      if (typeof keys === 'string' && KEYS.test(keys)) return { do: 'press', keys };
      return wrong(`${at}.keys`, '应为 1 至 32 个按键：0–9 * # A–D', '1 to 32 keys: 0–9 * # A–D');
    }
    case 'say': {
      const audio = step['audio'];
      if (typeof audio === 'string' && audio !== '') return { do: 'say', audio };
      return wrong(`${at}.audio`, '请写音频的名称', 'name the audio to be said');
    }
    case 'listen': {
      const until = step['until'] ?? 'pause';
      if (until !== 'pause' && until !== 'tone')
        return wrong(`${at}.until`, '应为 pause 或 tone', 'pause or tone stands here');
      const pauseMs = ms('pauseMs', PAUSE_MS);
      const atMostMs = ms('atMostMs', LISTEN_MS);
      return pauseMs === null || atMostMs === null
        ? null
        : { do: 'listen', until, pauseMs, atMostMs };
    }
    case 'hang_up':
      return { do: 'hang_up' };
    default:
      return wrong(
        `${at}.do`,
        '应为 wait、press、say、listen、record 或 hang_up',
        'wait, press, say, listen, record or hang_up stands here',
      );
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
