/** Why a password is not taken. */
export type PasswordIssue = 'short' | 'name' | 'simple' | 'common';

export const shortestPassword = 10;

/** Rows that fingers run along, forwards and backwards; pieces of them are no secret. */
const runs = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
];

/** Words that lists of leaked passwords are full of, in this country too. */
const commonWords = [
  'password',
  'passwd',
  'welcome',
  'administrator',
  'admin',
  'letmein',
  'iloveyou',
  'woaini',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'changeme',
  'default',
  'secret',
  'qwerty',
  'mima',
  'guanliyuan',
  'everyline',
  'hotline',
  'abc',
  'test',
  'root',
  'user',
];

/**
 * What speaks against a password: too short, mostly the holder's or the program's name, few different
 * characters or a run along the keyboard, or a common word with figures around it. It asks for no kinds of characters
 * and lets nothing expire: that makes people choose worse (NIST SP 800-63B, 3.1.1.2).
 */
export function passwordIssue(password: string, names: readonly string[]): PasswordIssue | null {
  const length = [...password].length;
  if (length < shortestPassword) return 'short';
  const bare = plain(password);
  if (new Set(bare).size < 5) return 'simple';
  const own = names.map(plain).filter((name) => [...name].length >= 2);
  if (leftWithout(bare, own) < 6 && leftWithout(bare, own) < length) return 'name';
  if (leftWithout(bare, pieces) < 5) return 'simple';
  const letters = bare.replace(/[\d\p{P}\p{S}\s]/gu, '');
  if (letters !== '' && leftWithout(letters, commonWords) < 4) return 'common';
  return null;
}

/** Lower case, with the usual figures for letters read as those. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('@', 'a').replaceAll('$', 's');
}

/** Pieces of four and more of the runs, the longest first. */
const pieces = runs
  .flatMap((run) => [run, [...run].reverse().join('')])
  .flatMap((run) =>
    Array.from({ length: run.length - 3 }, (_, from) =>
      Array.from({ length: run.length - from - 3 }, (_unused, more) =>
        run.slice(from, from + 4 + more),
      ),
    ).flat(),
  )
  .sort((one, other) => other.length - one.length);

/** How many characters are left when the words are taken out. */
function leftWithout(text: string, words: readonly string[]): number {
  let left = text;
  for (const word of words) left = left.replaceAll(word, '');
  return [...left].length;
}
