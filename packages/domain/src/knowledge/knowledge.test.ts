import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { contentIssue, tidyCategory, type EntryContent } from './entry-content.ts';
import { entryDifference } from './entry-difference.ts';
import {
  entryMoves,
  entryState,
  holdsOn,
  moveEntry,
  movesOf,
  storedEntryStates,
} from './entry-life.ts';
import { questionKey } from './question-key.ts';
import { textDifference } from './text-difference.ts';

const content: EntryContent = {
  question: '怎么提取公积金？',
  paraphrases: [],
  shortAnswer: '',
  longAnswer: '带身份证到柜台。',
  departmentId: null,
  category: '',
  serviceItems: [],
  region: '',
  audience: '',
  source: null,
  validFrom: null,
  validUntil: null,
  ownerId: null,
  reviewerId: null,
};

describe('a content', () => {
  it('needs a question and one of the two answers', () => {
    expect(contentIssue(content)).toBeNull();
    expect(contentIssue({ ...content, question: ' ' })).toEqual({
      field: 'question',
      issue: 'empty',
    });
    expect(contentIssue({ ...content, longAnswer: '' })?.field).toBe('longAnswer');
    expect(contentIssue({ ...content, longAnswer: '', shortAnswer: '带证。' })).toBeNull();
  });

  it('names the day that the calendar has not, and an end before the beginning', () => {
    expect(contentIssue({ ...content, validUntil: '2026-02-30' })).toEqual({
      field: 'validUntil',
      issue: 'no_such_day',
    });
    const dates = { validFrom: '2026-03-02', validUntil: '2026-03-01' };
    expect(contentIssue({ ...content, ...dates })?.issue).toBe('ends_before_it_begins');
    expect(contentIssue({ ...content, ...dates, validUntil: '2026-03-02' })).toBeNull();
  });

  it('stands in a category whose steps are tidy', () => {
    expect(tidyCategory(' 医保 ／ 参保 > 职工 /')).toBe('医保/参保/职工');
  });
});

describe('the life of an entry', () => {
  const by = { accountId: 'a', twoPersons: false };

  it('goes from draft over reviewed to published, and nowhere without its step', () => {
    expect(movesOf({ state: 'draft', writtenById: 'a' }, by)).toEqual(['review', 'withdraw']);
    expect(movesOf({ state: 'reviewed', writtenById: 'a' }, by)).toEqual([
      'return',
      'publish',
      'withdraw',
    ]);
    expect(movesOf({ state: 'published', writtenById: 'a' }, by)).toEqual(['withdraw']);
    expect(movesOf({ state: 'withdrawn', writtenById: 'a' }, by)).toEqual(['restore']);
  });

  it('is judged by another person than its writer where two are asked for, whatever the state', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...storedEntryStates),
        fc.constantFrom(...entryMoves),
        fc.constantFrom('a', 'b'),
        (state, move, writtenById) => {
          const answer = moveEntry({ state, writtenById }, move, {
            accountId: 'a',
            twoPersons: true,
          });
          if ((move === 'review' || move === 'publish') && writtenById === 'a') {
            expect('to' in answer).toBe(false);
          } else {
            expect(answer).toEqual(moveEntry({ state, writtenById }, move, by));
          }
        },
      ),
    );
  });

  it('expires after its last day, not on it', () => {
    const published = { state: 'published', publishedUntil: '2026-12-31' } as const;
    expect(entryState(published, '2026-12-31')).toBe('published');
    expect(entryState(published, '2027-01-01')).toBe('expired');
    expect(entryState({ ...published, state: 'draft' }, '2027-01-01')).toBe('draft');
    expect(holdsOn({ from: '2026-12-01', until: null }, '2026-11-30')).toBe(false);
    expect(holdsOn({ from: '2026-12-01', until: '2026-12-01' }, '2026-12-01')).toBe(true);
  });
});

describe('the key of a question', () => {
  it('is the same for other widths, cases, blanks and punctuation, and for no other figure', () => {
    expect(questionKey('社保卡 怎么办？')).toBe(questionKey('社保卡怎么办'));
    expect(questionKey('ETC怎么办')).toBe(questionKey('ＥＴＣ 怎么办?'));
    expect(questionKey('2026年标准')).not.toBe(questionKey('2025年标准'));
    expect(questionKey('？！')).toBe('');
  });
});

describe('a difference', () => {
  it('gives back both texts, whatever they are', () => {
    const text = fc.stringMatching(/^[医保卡 abc12\n]{0,30}$/);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = textDifference(before, after);
        const of = (kind: string) =>
          parts
            .filter((part) => part.kind === 'same' || part.kind === kind)
            .map((part) => part.text)
            .join('');
        expect(of('removed')).toBe(before);
        expect(of('added')).toBe(after);
      }),
    );
  });

  it('shows the figure that changed and leaves the rest', () => {
    expect(textDifference('每年缴 380 元。', '每年缴 400 元。')).toEqual([
      { kind: 'same', text: '每年缴 ' },
      { kind: 'removed', text: '380' },
      { kind: 'added', text: '400' },
      { kind: 'same', text: ' 元。' },
    ]);
  });

  it('of very long texts replaces what lies between', () => {
    const [before, after] = ['甲'.repeat(2000), '乙'.repeat(2000)];
    expect(textDifference(`头${before}尾`, `头${after}尾`).map(({ kind }) => kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ]);
  });

  it('of entries names only the fields that changed, by the names of things', () => {
    const next = { ...content, departmentId: 'd1', validUntil: '2026-12-31' };
    const found = entryDifference(content, next, (kind, id) => `${kind} ${id}`);
    expect(found).toEqual([
      { field: 'department', parts: [{ kind: 'added', text: 'department d1' }] },
      { field: 'validUntil', parts: [{ kind: 'added', text: '2026-12-31' }] },
    ]);
    expect(entryDifference(content, content, () => '')).toEqual([]);
  });
});
