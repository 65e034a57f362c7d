import type { SpotTask, SpotTaskResult, SpotWork } from '@everyline/contract';
import { describe, expect, it } from 'vitest';

import {
  finished,
  nothingKept,
  openTasks,
  readKept,
  refused,
  settled,
  withDraft,
  withWork,
} from './kept-work.ts';

function task(id: string): SpotTask {
  return {
    id,
    roundId: 'r',
    roundName: 'r',
    lineId: `l${id}`,
    display: id,
    dial: null,
    department: null,
    services: [],
    purpose: 'enquiry',
    publishedHours: null,
    hoursStated: false,
    open: [],
    question: null,
  };
}
const work = (...ids: string[]): SpotWork => ({
  atMs: 0,
  tasks: ids.map(task),
  done: 4,
  left: ids.length,
  free: 0,
});
const result: SpotTaskResult = {
  clientKey: 'k',
  code: '11',
  answerRight: null,
  note: 'n',
  checkedAtMs: 1,
};
const ids = (tasks: readonly SpotTask[]) => tasks.map(({ id }) => id);

describe('what a telephone keeps of spot checks', () => {
  it('survives as text, and takes what it cannot read for nothing', () => {
    const kept = withDraft(withWork(nothingKept, work('a', 'b')), 'a', { note: '对方说' });
    expect(readKept(JSON.stringify(kept))).toEqual(kept);
    expect(readKept(null)).toEqual(nothingKept);
    expect(readKept('{')).toEqual(nothingKept);
    expect(readKept('{}')).toEqual(nothingKept);
  });

  it('goes on to the next line before the server has the last, and sends nothing twice', () => {
    const begun = withDraft(withWork(nothingKept, work('a', 'b')), 'a', { code: '11' });
    const kept = finished(begun, task('a'), result);
    expect(ids(openTasks(kept, []))).toEqual(['b']);
    expect(kept.drafts).toEqual({});
    expect(kept.waiting).toMatchObject([{ taskId: 'a', result: { clientKey: 'k' } }]);
    // The server has not had it yet and gives the line again: it stays finished here.
    expect(ids(openTasks(withWork(kept, work('a', 'b')), []))).toEqual(['b']);
    const sent = settled(kept, 'a');
    expect(sent.waiting).toEqual([]);
    expect(sent.work).toMatchObject({ done: 5, left: 1 });
  });

  it('keeps what the server refused until the tester has read why', () => {
    const kept = refused(
      finished(withWork(nothingKept, work('a')), task('a'), result),
      'a',
      '王已登记',
    );
    expect(kept.waiting).toMatchObject([{ refused: '王已登记', result: { note: 'n' } }]);
    expect(settled(kept, 'a').work?.done).toBe(4);
  });

  it('puts off lines in the order in which they were put off, and keeps every draft', () => {
    const kept = withDraft(withWork(nothingKept, work('a', 'b', 'c')), 'c', { note: 'x' });
    expect(ids(openTasks(kept, ['b', 'a']))).toEqual(['c', 'b', 'a']);
    expect(withWork(kept, work('a')).drafts).toEqual(kept.drafts);
  });
});
