import { AnnouncementWord } from '@everyline/contract';
import { describe, expect, it } from 'vitest';

import { keyMeaning, labelKeys } from './label-keys.ts';

const bare = { altKey: false, ctrlKey: false, metaKey: false, inField: false };

describe('the keys of the labelling page', () => {
  it('give every word one key of its own', () => {
    expect(labelKeys.map(([, word]) => word).toSorted()).toEqual([...AnnouncementWord.enum].sort());
    expect(new Set(labelKeys.map(([key]) => key)).size).toBe(labelKeys.length);
    for (const [key, word] of labelKeys) {
      expect(keyMeaning({ ...bare, key })).toEqual({ kind: 'word', word });
    }
  });

  it('play, move, accept and undo', () => {
    expect(keyMeaning({ ...bare, key: ' ' })).toEqual({ kind: 'play' });
    expect(keyMeaning({ ...bare, key: 'ArrowDown' })).toEqual({ kind: 'next' });
    expect(keyMeaning({ ...bare, key: 'K' })).toEqual({ kind: 'previous' });
    expect(keyMeaning({ ...bare, key: 'Enter' })).toEqual({ kind: 'accept' });
    expect(keyMeaning({ ...bare, key: 'z' })).toEqual({ kind: 'undo' });
  });

  it('leave the browser and every field their own keys', () => {
    expect(keyMeaning({ ...bare, key: 'r', ctrlKey: true })).toBeNull();
    expect(keyMeaning({ ...bare, key: '1', inField: true })).toBeNull();
    expect(keyMeaning({ ...bare, key: 'F5' })).toBeNull();
  });
});
