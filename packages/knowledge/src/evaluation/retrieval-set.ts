import type { Entry } from '../entry.ts';

export interface SetQuestion {
  readonly id: string;
  readonly text: string;
}

/** A line of a set that cannot be used. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly fault:
    | 'not json'
    | 'no id'
    | 'no text'
    | 'id twice'
    | 'not three columns'
    | 'unknown question'
    | 'unknown entry'
    | 'score is no number'
    | 'no question'
    | 'no answer'
    | 'no group';
  /** What stands there, where it helps. */
  readonly found: string;
}

/**
 * Reads the entries of a set: one JSON object a line, with `id` and `text`, and where there is one `title`. `withTitles`
 * takes the title as the question that the text answers.
 */
export function readEntries(text: string, withTitles: boolean): Entry[] | BadLine {
  return readObjects(text, (object) => {
    const { title, text: words } = object;
    if (typeof words !== 'string') return 'no text';
    return {
      id: String(object['id']),
      answer: words,
      ...(withTitles && typeof title === 'string' && title !== '' ? { question: title } : {}),
    };
  });
}

/** Reads the questions of a set: one JSON object a line, with `id` and `text`. */
export function readQuestions(text: string): SetQuestion[] | BadLine {
  return readObjects(text, ({ id, text: words }) =>
    typeof words === 'string' ? { id: String(id), text: words } : 'no text',
  );
}

/** Reads which entries answer which question: a heading, then question, entry and score by tabulators; a score of 0 is no. */
export function readAnswers(
  text: string,
  questions: ReadonlySet<string>,
  entries: ReadonlySet<string>,
): Map<string, Set<string>> | BadLine {
  const answers = new Map<string, Set<string>>();
  const lines = text.split('\n');
  for (let n = 1; n < lines.length; n += 1) {
    const written = lines[n]!.trimEnd();
    if (written === '') continue;
    const bad = (fault: BadLine['fault'], found: string): BadLine => ({
      line: n + 1,
      fault,
      found,
    });
    const columns = written.split('\t');
    const [question = '', entry = '', score = ''] = columns;
    if (columns.length !== 3) return bad('not three columns', written.slice(0, 60));
    if (!questions.has(question)) return bad('unknown question', question);
    if (!entries.has(entry)) return bad('unknown entry', entry);
    if (score.trim() === '' || !Number.isFinite(Number(score)))
      return bad('score is no number', score);
    if (Number(score) <= 0) continue;
    const known = answers.get(question) ?? new Set<string>();
    answers.set(question, known.add(entry));
  }
  return answers;
}

/** Reads a JSON object a line, each with an id of its own; `make` gives the fault of one that cannot be used. */
export function readObjects<Kind extends { readonly id: string }>(
  text: string,
  make: (object: Readonly<Record<string, unknown>>) => Kind | BadLine['fault'],
): Kind[] | BadLine {
  const read: Kind[] = [];
  const ids = new Set<string>();
  const lines = text.split('\n');
  for (let n = 0; n < lines.length; n += 1) {
    const written = lines[n]!.trim();
    if (written === '') continue;
    const bad = (fault: BadLine['fault'], found: string): BadLine => ({
      line: n + 1,
      fault,
      found,
    });
    const object = parsed(written);
    if (object === null) return bad('not json', written.slice(0, 60));
    const { id } = object;
    if ((typeof id !== 'string' && typeof id !== 'number') || id === '') return bad('no id', '');
    if (ids.has(String(id))) return bad('id twice', String(id));
    ids.add(String(id));
    const made = make(object);
    if (typeof made === 'string') return bad(made, String(id));
    read.push(made);
  }
  return read;
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
