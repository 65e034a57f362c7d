import { nullable, routes, Who } from '@everyline/contract';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';

import { namePeopleIn, whoPaths } from './name-people-in.ts';

const schema = Type.Object({
  by: Who,
  note: Type.String(),
  last: nullable(Type.Object({ changedBy: Type.Optional(Who) })),
  steps: Type.Array(Type.Object({ by: nullable(Who), text: Type.String() })),
});
const nameOf = (by: string) => (by === 'city_admin:admin' ? '王芳' : by);

describe('people in answers', () => {
  it('are named in fields, lists and what may be null, and nowhere else', () => {
    const answer = {
      by: 'city_admin:admin',
      note: 'city_admin:admin',
      last: { changedBy: 'city_admin:admin' },
      steps: [
        { by: 'city_admin:admin', text: 'city_admin:admin' },
        { by: null, text: '' },
      ],
    };
    const before = structuredClone(answer);
    expect(namePeopleIn(answer, whoPaths(schema), nameOf)).toEqual({
      by: '王芳',
      note: 'city_admin:admin',
      last: { changedBy: '王芳' },
      steps: [
        { by: '王芳', text: 'city_admin:admin' },
        { by: null, text: '' },
      ],
    });
    expect(answer, 'what is kept elsewhere stays as it is').toEqual(before);
    const empty = { by: 'x', note: '', last: null, steps: [] };
    expect(namePeopleIn(empty, whoPaths(schema), nameOf)).toEqual(empty);
  });

  it('stand in the answers of every kind of record that says who did it', () => {
    const named = Object.entries(routes)
      .filter(([, { response }]) => whoPaths(response).length > 0)
      .map(([name]) => name);
    expect(named).toEqual(
      expect.arrayContaining([
        'entry',
        'programme',
        'measure',
        'listReports',
        'department',
        'consolidation',
        'listAnnouncements',
        'probe',
      ]),
    );
  });
});
