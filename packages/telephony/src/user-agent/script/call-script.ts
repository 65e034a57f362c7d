/** What a listening step waits for: a voice, a pause after sound, or a beep. */
export const LISTEN_UNTIL = ['voice', 'pause', 'beep'] as const;
export type ListenUntil = (typeof LISTEN_UNTIL)[number];

/** One thing that a scripted call does after the answer; times in ms. */
export type ScriptStep =
  | { readonly do: 'wait'; readonly ms: number }
  /** Keys 0–9, *, #, A–D: as telephone events where they were agreed (RFC 4733), else as tones (ITU-T Q.23). */
  | { readonly do: 'press'; readonly keys: string }
  /** A sentence, by the name of the audio that is given with the script. */
  | { readonly do: 'say'; readonly audio: string }
  /** Listens until a voice begins, sound is followed by a pause of `pauseMs`, or a beep ends; at most `atMostMs`. */
  | {
      readonly do: 'listen';
      readonly until: ListenUntil;
      readonly pauseMs: number;
      readonly atMostMs: number;
      readonly mark: string | null;
    }
  /** Takes down a stretch under a name. */
  | { readonly do: 'record'; readonly ms: number; readonly mark: string | null }
  | { readonly do: 'hang_up' };

/** What one scripted call does, step by step; at the end it hangs up. */
export interface CallScript {
  readonly name: string;
  readonly steps: readonly ScriptStep[];
}

/** What is wrong with a script: where, and what would be right, in both languages. */
export interface ScriptIssue {
  /** The way to it in the data, as `['steps', 2, 'keys']`; empty for the whole. */
  readonly path: readonly (string | number)[];
  readonly zh: string;
  readonly en: string;
}

export type ScriptReading =
  | { readonly ok: true; readonly script: CallScript }
  | { readonly ok: false; readonly issues: readonly ScriptIssue[] };

const MOST_STEPS = 100;
const MOST_MS = 120_000;
const KEYS = /^[0-9*#A-D]{1,32}$/;
const MARK = /^[^\s].{0,63}$/u;
const PAUSE_MS = 1500;
const LISTEN_MS = 20_000;

/** The fields that each step may have beside `do`. */
const FIELDS: Readonly<Record<ScriptStep['do'], readonly string[]>> = {
  wait: ['ms'],
  press: ['keys'],
  say: ['audio'],
  listen: ['until', 'pauseMs', 'atMostMs', 'mark'],
  record: ['ms', 'mark'],
  hang_up: [],
};

/** Reads a script from data (JSON, or YAML that was read); nothing makes it throw. */
export function readCallScript(value: unknown): ScriptReading {
  const issues: ScriptIssue[] = [];
  const wrong: Wrong = (path, zh, en) => {
    issues.push({ path, zh, en });
    return null;
  };
  const fields = fieldsOf(value);
  if (fields === null) {
    wrong([], '脚本应为含 name 和 steps 的对象', 'a script is an object with name and steps');
    return { ok: false, issues };
  }
  for (const field of Object.keys(fields)) {
    if (field !== 'name' && field !== 'steps')
      wrong([field], '只能写 name 和 steps', 'only name and steps stand here');
  }
  const { name, steps } = fields;
  if (typeof name !== 'string' || name.trim() === '')
    wrong(['name'], '请写一个名称', 'give a name');
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MOST_STEPS) {
    wrong(['steps'], `请列出 1 至 ${MOST_STEPS} 个步骤`, `list 1 to ${MOST_STEPS} steps`);
    return { ok: false, issues };
  }
  const read = steps.map((step: unknown, n) => readStep(step, ['steps', n], wrong));
  const whole = read.filter((step) => step !== null);
  if (issues.length > 0 || typeof name !== 'string') return { ok: false, issues };
  return { ok: true, script: { name, steps: whole } };
}

type Wrong = (path: readonly (string | number)[], zh: string, en: string) => null;

function readStep(
  value: unknown,
  path: readonly (string | number)[],
  wrong: Wrong,
): ScriptStep | null {
  const step = fieldsOf(value);
  const kind = Object.keys(FIELDS).find((known) => known === step?.['do']);
  if (step === null || kind === undefined) {
    return wrong(
      step === null ? path : [...path, 'do'],
      '应为 wait、press、say、listen、record 或 hang_up',
      'wait, press, say, listen, record or hang_up stands here',
    );
  }
  const allowed = FIELDS[kind as ScriptStep['do']];
  for (const field of Object.keys(step)) {
    if (field === 'do' || allowed.includes(field)) continue;
    const list = allowed.join(', ');
    wrong(
      [...path, field],
      allowed.length === 0 ? `${kind} 没有其他字段` : `${kind} 只能写 ${list}`,
      allowed.length === 0 ? `${kind} has no other field` : `${kind} has the fields ${list}`,
    );
  }
  const ms = (field: string, usual: number | null): number | null => {
    const given = step[field] ?? usual;
    if (typeof given === 'number' && Number.isInteger(given) && given > 0 && given <= MOST_MS)
      return given;
    return wrong(
      [...path, field],
      `应为 1 至 ${MOST_MS} 的整数（毫秒）`,
      `a whole number from 1 to ${MOST_MS} (ms) stands here`,
    );
  };
  const mark = (): string | null => {
    const given = step['mark'] ?? null;
    if (given === null || (typeof given === 'string' && MARK.test(given))) return given;
    return wrong([...path, 'mark'], '请写 1 至 64 个字的名称', 'a name of 1 to 64 characters');
  };
  switch (kind as ScriptStep['do']) {
    case 'wait': {
      const length = ms('ms', null);
      return length === null ? null : { do: 'wait', ms: length };
    }
    case 'record': {
      const length = ms('ms', null);
      return length === null ? null : { do: 'record', ms: length, mark: mark() };
    }
    case 'press': {
      const keys = typeof step['keys'] === 'number' ? String(step['keys']) : step['keys'];
      if (typeof keys === 'string' && KEYS.test(keys)) return { do: 'press', keys };
      return wrong(
        [...path, 'keys'],
        '应为 1 至 32 个按键：0–9 * # A–D',
        '1 to 32 keys of 0–9 * # A–D stand here',
      );
    }
    case 'say': {
      const audio = step['audio'];
      if (typeof audio === 'string' && audio !== '') return { do: 'say', audio };
      return wrong([...path, 'audio'], '请写音频的名称', 'name the audio to be said');
    }
    case 'listen': {
      const asked = step['until'] ?? 'pause';
      const until = LISTEN_UNTIL.find((one) => one === asked);
      const pauseMs = ms('pauseMs', PAUSE_MS);
      const atMostMs = ms('atMostMs', LISTEN_MS);
      const marked = mark();
      if (until === undefined)
        return wrong(
          [...path, 'until'],
          '应为 voice、pause 或 beep',
          'voice, pause or beep stands here',
        );
      if (pauseMs === null || atMostMs === null) return null;
      return { do: 'listen', until, pauseMs, atMostMs, mark: marked };
    }
    case 'hang_up':
      return { do: 'hang_up' };
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
