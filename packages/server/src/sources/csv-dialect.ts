const CANDIDATES = [
  ',',
  '\t',
  ';',
  '|',
  '^',
  '~',
  '#',
  '，',
  '；',
  '、',
  '\u0001',
  '\u001f',
  ':',
  ' ',
];

export interface CsvDialect {
  readonly delimiter: string;
  /** Line end inside the text: `\n` (also for `\r\n`) or a bare `\r`. */
  readonly newline: '\n' | '\r';
  /** Lines to skip at the beginning (`sep=;`). */
  readonly skipLines: number;
}

function fieldCounts(lines: readonly string[], delimiter: string): number[] {
  return lines.map((line) => line.split(delimiter).length);
}

/** How much a delimiter explains: columns that nearly all lines agree on. */
function score(lines: readonly string[], delimiter: string): number {
  const counts = fieldCounts(lines, delimiter);
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 1) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best = 0;
  for (const [columns, agreeing] of tally) {
    const share = agreeing / lines.length;
    best = Math.max(best, share * share * Math.min(columns, 12));
  }
  // Blanks and colons stand inside ordinary cells (hours, names), so they must do much better.
  return delimiter === ' ' || delimiter === ':' || delimiter === '、' ? best / 4 : best;
}

/** Reads delimiter and line ends off the first text of a csv; a file of one column gets a comma. */
export function detectDialect(sample: string): CsvDialect {
  const newline = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const named = /^\ufeff?sep=(.)\r?\n/i.exec(sample);
  if (named?.[1]) return { delimiter: named[1], newline, skipLines: 1 };
  // What is quoted says nothing about the delimiter.
  const lines = sample
    .replace(/"(?:[^"]|""){0,2000}"/g, 'x')
    .split(newline)
    .slice(0, 200)
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line.trim() !== '');
  // The last line of a sample may be cut.
  if (lines.length > 2) lines.pop();
  let best = ',';
  let bestScore = 0;
  for (const candidate of CANDIDATES) {
    const candidateScore = score(lines, candidate);
    if (candidateScore > bestScore * 1.0001) {
      best = candidate;
      bestScore = candidateScore;
    }
  }
  return { delimiter: best, newline, skipLines: 0 };
}
