import { describe, expect, it } from 'vitest';

import { changeProposal, linesToWorkOn } from './change-proposal.ts';
import type { Proposal } from './proposal.ts';

const pooled: Proposal = {
  key: 'pool_lines:a:b:c',
  kind: 'pool_lines',
  departmentId: 'office',
  lineIds: ['a', 'b', 'c'],
  keptLineId: 'a',
  service: '就业登记',
  merge: null,
  calls: 20,
  busy: 5,
  listings: 4,
  effect: { numbers: { now: 3, then: 1 }, lines: null, people: null, callers: null },
};
const hotline: Proposal = {
  ...pooled,
  key: 'merge_hotline:a',
  kind: 'merge_hotline',
  lineIds: ['a'],
  keptLineId: null,
  merge: { mode: 'whole', ground: 'few_calls' },
  effect: { ...pooled.effect, numbers: { now: 1, then: 0 } },
};

describe('a proposal that a person changes', () => {
  it('keeps another number, with the others to be worked on', () => {
    const changed = changeProposal(pooled, { keptLineId: 'b' }) as Proposal;
    expect(changed).toMatchObject({ key: pooled.key, keptLineId: 'b', lineIds: ['b', 'a', 'c'] });
    expect(linesToWorkOn(changed)).toEqual(['a', 'c']);
    expect(changeProposal(pooled, { keptLineId: 'a' })).toBe(pooled);
  });

  it('goes another way into 12345, by which its number stays', () => {
    const changed = changeProposal(hotline, { mergeMode: 'subcentre' }) as Proposal;
    expect(changed).toMatchObject({
      merge: { mode: 'subcentre', ground: 'decided' },
      keptLineId: 'a',
      effect: { numbers: { now: 1, then: 1 } },
    });
    expect(linesToWorkOn(changed)).toEqual(['a']);
  });

  it('is refused what is none of its own', () => {
    expect(changeProposal(pooled, { keptLineId: 'z' })).toBe('not_its_line');
    expect(changeProposal(hotline, { keptLineId: 'a' })).toBe('nothing_to_keep');
    expect(changeProposal(pooled, { mergeMode: 'whole' })).toBe('nothing_to_merge');
  });
});
