import type { AnnouncementWord } from '@everyline/contract';

/** The words in the order in which carriers' announcements are met, each with its key. */
export const labelKeys: readonly (readonly [key: string, word: AnnouncementWord])[] = [
  ['1', 'powered_off'],
  ['2', 'suspended'],
  ['3', 'unallocated'],
  ['4', 'busy'],
  ['5', 'no_answer'],
  ['6', 'unreachable'],
  ['7', 'network_congestion'],
  ['8', 'barred'],
  ['9', 'number_changed'],
  ['0', 'out_of_area'],
  ['q', 'please_hold'],
  ['w', 'menu'],
  ['e', 'after_hours'],
  ['r', 'voicemail'],
  ['t', 'fax'],
  ['x', 'no_announcement'],
];

/** What a key means on the page: a word, or a step of the work. */
export type KeyMeaning =
  | { readonly kind: 'word'; readonly word: AnnouncementWord }
  | { readonly kind: 'play' | 'next' | 'previous' | 'undo' | 'accept' };

const steps: Readonly<
  Record<string, KeyMeaning['kind'] & ('play' | 'next' | 'previous' | 'undo' | 'accept')>
> = {
  ' ': 'play',
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  z: 'undo',
  Enter: 'accept',
};

/** Reads a key as it was pressed; null where it means nothing here, or belongs to a field or the browser. */
export function keyMeaning(pressed: {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** Inside a field or on a button, which has keys of its own. */
  readonly inField: boolean;
}): KeyMeaning | null {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.inField) return null;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  const step = steps[key];
  if (step !== undefined) return { kind: step };
  const word = labelKeys.find(([its]) => its === key)?.[1];
  return word === undefined ? null : { kind: 'word', word };
}
