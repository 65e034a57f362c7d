import { describe, expect, it } from 'vitest';

import { keeperIssue } from './keeper.ts';

const office = (id: string, parentId: string | null = null) => ({
  id,
  parentId,
  name: id,
  areaCode: null,
  code: null,
});
const departments = [office('bureau'), office('division', 'bureau'), office('other')];
const wang = { name: '王芳', telephone: '028-6100 0001', email: null };

describe('the keeper of a line', () => {
  it('is a name with a telephone or an e-mail', () => {
    expect(keeperIssue(wang, 'division', undefined, departments)).toBeNull();
    const mailed = { ...wang, telephone: null, email: 'wang@example.com' };
    expect(keeperIssue(mailed, 'division', undefined, departments)).toBeNull();
    expect(keeperIssue({ ...wang, telephone: null }, 'division', undefined, departments)).toBe(
      'no_contact',
    );
    expect(keeperIssue({ ...wang, name: '  ' }, 'division', undefined, departments)).toBe(
      'no_name',
    );
  });

  it('is an account of the line’s office or of one above, and of no other', () => {
    expect(keeperIssue(wang, 'division', 'division', departments)).toBeNull();
    expect(keeperIssue(wang, 'division', 'bureau', departments)).toBeNull();
    expect(keeperIssue(wang, 'bureau', 'division', departments)).toBe('other_office');
    expect(keeperIssue(wang, 'division', 'other', departments)).toBe('other_office');
    expect(keeperIssue(wang, 'division', null, departments)).toBe('other_office');
  });

  it('needs a line that has an office', () => {
    expect(keeperIssue(wang, null, undefined, departments)).toBe('no_office');
  });
});
