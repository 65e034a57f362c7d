import { describe, expect, it } from 'vitest';

import type { Line } from '../lines/line.ts';
import { departmentsAtLevel, outsideFrame } from './frame.ts';
import { drawQuestion, questionsFor, type SpotQuestion } from './question.ts';

const line: Line = {
  id: 'l',
  number: { dialled: '+862861000001', areaCode: null, extension: null },
  numberType: 'geographic',
  departmentId: 'desk',
  owner: null,
  services: [],
  purpose: 'enquiry',
  hours: null,
  tier: 'B',
  seats: null,
  sample: false,
  state: 'active',
  createdAtMs: 0,
};
const free = { objected: false, withdrawn: false };
const departments = [
  { id: 'city', parentId: null, name: 'c', areaCode: null, code: null },
  { id: 'bureau', parentId: 'city', name: 'b', areaCode: null, code: null },
  { id: 'desk', parentId: 'bureau', name: 'd', areaCode: null, code: null },
];

describe('the frame of a round', () => {
  it('holds lines that may be rung and names why others may not', () => {
    const number = (dialled: string, areaCode: string | null = null) => ({
      number: { dialled, areaCode, extension: null },
    });
    expect(outsideFrame(line, free)).toBeNull();
    expect(outsideFrame({ ...line, state: 'retired' }, free)).toBe('inactive');
    expect(outsideFrame({ ...line, state: 'undecided' }, free)).toBe('inactive');
    expect(outsideFrame(line, { ...free, objected: true })).toBe('objected');
    expect(outsideFrame(line, { ...free, withdrawn: true })).toBe('withdrawn');
    expect(outsideFrame({ ...line, ...number('110', '028') }, free)).toBe('protected');
    expect(
      outsideFrame({ ...line, ...number('12345', '028'), numberType: 'short_code' }, free),
    ).toBe('short_code');
    expect(outsideFrame({ ...line, purpose: 'fax' }, free)).toBe('fax');
    expect(outsideFrame({ ...line, services: ['心理援助'] }, free)).toBe('by_name');
    expect(outsideFrame({ ...line, ...number('+8613800138000'), numberType: 'mobile' }, free)).toBe(
      'by_name',
    );
  });

  it('lets an office at a level stand for all under it', () => {
    const at = (level: number) =>
      departments.map(({ id }) => departmentsAtLevel(departments, level).get(id)?.id);
    expect(at(1)).toEqual(['city', 'city', 'city']);
    expect(at(2)).toEqual(['city', 'bureau', 'bureau']);
    expect(at(3)).toEqual(['city', 'bureau', 'desk']);
    expect(at(9)).toEqual(['city', 'bureau', 'desk']);
    const cycle = [
      { id: 'a', parentId: 'b', name: 'a', areaCode: null, code: null },
      { id: 'b', parentId: 'a', name: 'b', areaCode: null, code: null },
    ];
    expect([...departmentsAtLevel(cycle, 1).keys()]).toEqual(['a', 'b']);
  });
});

describe('the question for a line', () => {
  const question = (id: string, change: Partial<SpotQuestion> = {}): SpotQuestion => ({
    id,
    departmentId: null,
    purpose: null,
    question: id,
    expected: '',
    active: true,
    ...change,
  });
  const ids = (questions: readonly SpotQuestion[]) =>
    questionsFor(line, questions, departments).map(({ id }) => id);

  it('is of the nearest office, and of the purpose where one is', () => {
    const city = question('city');
    const bureau = question('bureau', { departmentId: 'bureau' });
    const special = question('special', { departmentId: 'bureau', purpose: 'enquiry' });
    expect(ids([city])).toEqual(['city']);
    expect(ids([city, bureau])).toEqual(['bureau']);
    expect(ids([city, bureau, special])).toEqual(['special']);
    expect(ids([city, { ...bureau, active: false }])).toEqual(['city']);
    expect(ids([question('other', { purpose: 'complaint' })])).toEqual([]);
    expect(questionsFor({ ...line, departmentId: null }, [city, bureau], departments)).toEqual([
      city,
    ]);
  });

  it('is drawn by the smallest lot', () => {
    const lots: Record<string, string> = { a: '2', b: '1' };
    const both = [question('a'), question('b')];
    expect(drawQuestion(both, ({ id }) => lots[id] ?? '')?.id).toBe('b');
    expect(drawQuestion([], () => '')).toBeNull();
  });
});
