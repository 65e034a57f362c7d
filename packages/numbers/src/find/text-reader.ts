import { looksLikeUnit, stripOrdinal } from '../context/names.ts';
import type { Candidate } from './candidate.ts';
import { candidateAt } from './candidate-at.ts';
import { isDigitAt, nextDigit } from './characters.ts';
import { decide, type Decision, type Surroundings } from './evidence.ts';
import { endsInPhoneLabel } from './labels.ts';
import { suffixAt, type Suffix } from './suffix.ts';

/** A number found in a piece of folded text, before it is completed. */
export interface FoundNumber {
  readonly candidate: Candidate;
  readonly decision: Exclude<Decision, 'refuse'>;
  readonly start: number;
  readonly end: number;
  readonly suffix: Suffix;
  /** Folded text between the number before on the same line (or the line's start) and this one. */
  readonly left: string;
  /** Folded text behind, to the end of the line. */
  readonly right: string;
  /** Numbers of one list share their group: label, owner and area code. */
  readonly group: number;
  /** Digits that are an extension of the switchboard above. */
  readonly bareExtension: boolean;
  /** The number before it is joined by a dash, so that both may end a range, or by ~ or 至, which say so. */
  readonly rangeWithPrevious: 'dash' | 'range' | null;
  /** Start of the line in the text. */
  readonly lineStart: number;
}

/** What the reader of a piece of text asks of its document. */
export interface TextWorld {
  /** The nearest line above the text that is not blank, folded; null at the beginning. */
  lineAbove(): string | null;
  /** A heading or line above announces telephone numbers. `lines` stand between it and the number. */
  announced(lines: readonly string[]): boolean;
  /** A switchboard was named above, so that short runs behind names may be its extensions. */
  readonly hasSwitchboard: boolean;
}

const joint =
  /^[ ]{0,3}(?:\([^()\n]{0,16}\)[ ]{0,2})?(?:\([^()\n]{0,16}\))?[ ]{0,3}(?:[,、;/|]|或者?|和|及|与|&|以及|[ ]|\n)?[ ]{0,3}(?:或者?|和)?[ ]{0,3}[(+[]?$/u;
const rangeJoint = /^ ?(?:-|~|至|到) ?$/u;
const extensionBefore =
  /(?:请?转(?:拨|接)?|分机号?码?|(?<!\()内线(?:号码)?|\bext(?:ension)?\.?)[ :]{0,3}$/iu;
const namedBefore =
  /^[\s\d.,、)(*·•●-]*[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z()\-/· ]{1,30}[\s:-]*$/u;
const switchboardBefore = /总机|总台|交换机|switchboard/iu;
const nameStop = /^[\s;；。,、]*(?:\n|$|\()/u;
const longestContext = 160;

const keyBefore = /(?:请?转|分机)[ :]?$/u;

/** One or two digits behind 转 (`转8前台`), which no other rule reads; null when they are something else. */
function shortExtensionAt(text: string, at: number, end: number): Candidate | null {
  if (end - at > 2 || !keyBefore.test(text.slice(Math.max(0, at - 4), at))) return null;
  if (/^[ ]?[年月日号楼层室路米元.:-]/u.test(text.slice(end, end + 2))) return null;
  const digits = text.slice(at, end);
  return { start: at, end, form: 'short', strong: false, areaCode: null, digits, grouped: false };
}

function bareExtension(candidate: Candidate, previous: FoundNumber, text: string): FoundNumber {
  const { start, end } = candidate;
  const line = text.indexOf('\n', end);
  return {
    candidate,
    decision: 'accept',
    start,
    end,
    suffix: { end, extensions: [], ivrKey: null, tail: null },
    left: text.slice(Math.max(previous.end, start - longestContext), start),
    right: text.slice(end, Math.min(line < 0 ? text.length : line, end + 80)),
    group: previous.group,
    bareExtension: true,
    rangeWithPrevious: null,
    lineStart: previous.lineStart,
  };
}

/** Tells whether a line is the name of an office. */
function isUnitLine(line: string): boolean {
  const name = stripOrdinal(line).replace(/[\s:]+$/u, '');
  return name.length >= 2 && name.length <= 30 && !/\d{3}/u.test(name) && looksLikeUnit(name);
}

/** Reads all telephone numbers of a piece of folded text. Digits before `from` are context only. */
export function readNumbers(
  text: string,
  from: number,
  around: Surroundings,
  world: TextWorld,
): FoundNumber[] {
  const found: FoundNumber[] = [];
  let group = 0;
  let lineStart = 0;
  let lineEnd = -1;
  let otherRunEnd = 0;
  let previous: FoundNumber | null = null;
  let hasSwitchboard = world.hasSwitchboard;
  for (let at = nextDigit(text, from); at >= 0;) {
    const candidate = candidateAt(text, at);
    let runEnd = at + 1;
    while (isDigitAt(text, runEnd)) runEnd += 1;
    const key = candidate === null ? shortExtensionAt(text, at, runEnd) : null;
    if (key !== null && previous !== null) {
      previous = bareExtension(key, previous, text);
      found.push(previous);
      at = nextDigit(text, runEnd);
      continue;
    }
    if (candidate === null || candidate.start < from) {
      if (runEnd - at >= 5) otherRunEnd = runEnd;
      at = nextDigit(text, runEnd);
      continue;
    }
    const { start } = candidate;
    if (start > lineEnd) {
      lineStart = text.lastIndexOf('\n', start - 1) + 1;
      const next = text.indexOf('\n', start);
      lineEnd = next < 0 ? text.length : next;
    }
    const previousEnd: number = previous === null ? -1 : previous.end;
    const since = Math.max(lineStart, previousEnd, start - longestContext);
    const left = text.slice(since, start);
    const spoken = otherRunEnd > since ? text.slice(otherRunEnd, start) : left;
    const right = text.slice(
      candidate.end,
      Math.min(Math.max(lineEnd, candidate.end), candidate.end + 80),
    );
    const gap =
      previous !== null && start - previousEnd <= 44 ? text.slice(previousEnd, start) : null;
    const rangeWithPrevious =
      gap !== null && rangeJoint.test(gap) && candidate.digits.length >= 7
        ? gap.includes('-')
          ? 'dash'
          : 'range'
        : null;
    const continues = gap !== null && (rangeWithPrevious !== null || joint.test(gap));
    const linesBefore = (): string[] =>
      text
        .slice(Math.max(0, lineStart - 1200), lineStart)
        .split('\n')
        .slice(0, -1);
    const above = (): string | null =>
      linesBefore().findLast((line) => line.trim() !== '') ?? world.lineAbove();
    const labelAbove =
      /^[\s:>*•·-]*$/u.test(spoken) &&
      otherRunEnd <= since &&
      endsInPhoneLabel((above() ?? '').replace(/[\s:(]+$/u, ''));
    const decision: Decision =
      extensionBefore.test(left) &&
      candidate.digits.length <= 6 &&
      previous === null &&
      !hasSwitchboard
        ? 'refuse'
        : decide({
            text,
            candidate,
            left: spoken,
            right,
            continues,
            labelAbove,
            announced: () => world.announced(linesBefore()),
            unitAbove: () => !around.cell && isUnitLine(above() ?? ''),
            around,
            digitsBefore: previous?.candidate.digits ?? null,
          });
    const short =
      candidate.digits.length >= 3 && candidate.digits.length <= 6 && !candidate.grouped;
    const isExtension =
      short &&
      (hasSwitchboard || previous !== null) &&
      candidate.areaCode === null &&
      ((extensionBefore.test(left) && !continues) ||
        (continues &&
          previous?.bareExtension === true &&
          previous.candidate.digits.length === candidate.digits.length) ||
        (decision === 'refuse' &&
          hasSwitchboard &&
          candidate.digits.length <= 5 &&
          namedBefore.test(left) &&
          !/(?:年|月|第|楼|邮编|编码|代码)[\s:]*$/u.test(left) &&
          nameStop.test(right)));
    if (decision === 'refuse' && !isExtension) {
      if (runEnd - at >= 5) otherRunEnd = runEnd;
      at = nextDigit(text, runEnd);
      continue;
    }
    const whole =
      candidate.form !== 'short' && candidate.form !== 'mobile' && candidate.digits.length >= 7;
    const suffix: Suffix = isExtension
      ? { end: candidate.end, extensions: [], ivrKey: null, tail: null }
      : suffixAt(text, candidate.end, whole && candidate.form !== 'international');
    if (!continues) group += 1;
    const end = Math.max(suffix.end, suffix.tail?.end ?? 0);
    const one: FoundNumber = {
      candidate,
      decision: decision === 'refuse' ? 'accept' : decision,
      start,
      end,
      suffix,
      left,
      right: text.slice(end, Math.min(Math.max(lineEnd, end), end + 80)),
      group,
      bareExtension: isExtension,
      rangeWithPrevious,
      lineStart,
    };
    found.push(one);
    if (whole && switchboardBefore.test(left)) hasSwitchboard = true;
    previous = one;
    at = nextDigit(text, end);
  }
  return found;
}
