import { describe, expect, it } from 'vitest';

import { readAnnouncementArguments } from './announcements.ts';

describe('everyline announcements', () => {
  it('reads what is to be exported and imported', () => {
    expect(readAnnouncementArguments(['export', 'a.json', '--licence', 'CC0', '--json'])).toEqual({
      asked: { verb: 'export', file: 'a.json', licence: 'CC0' },
      json: true,
    });
    expect(readAnnouncementArguments(['import', 'a.json', 'b.json', '--accept'])).toEqual({
      asked: { verb: 'import', files: ['a.json', 'b.json'], accept: true },
      json: false,
    });
  });

  it.each([
    [[]],
    [['export']],
    [['export', 'a', 'b']],
    [['import']],
    [['send', 'a']],
    [['import', '--x']],
  ])('refuses %j before anything is opened', (args) => {
    expect(() => readAnnouncementArguments(args)).toThrowError(
      expect.objectContaining({ code: 'wrong_usage' }) as Error,
    );
  });
});
