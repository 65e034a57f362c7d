import type { SpotTask, SpotTaskResult, SpotWork } from '@everyline/contract';

/** What a tester has ticked and written of a line and not yet finished. */
export interface Draft {
  readonly code: SpotTaskResult['code'] | null;
  readonly answer: 'right' | 'wrong' | 'not_asked' | null;
  readonly note: string;
}

/** A result that is finished on this device and that the server does not have yet. */
export interface Waiting {
  readonly taskId: string;
  readonly display: string;
  readonly result: SpotTaskResult;
  /** Why the server would not take it; null while it has not been reached. */
  readonly refused: string | null;
}

/** All that this device keeps for one tester, so that a lost network loses nothing. */
export interface KeptWork {
  readonly work: SpotWork | null;
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly waiting: readonly Waiting[];
}

export const nothingKept: KeptWork = { work: null, drafts: {}, waiting: [] };
export const emptyDraft: Draft = { code: null, answer: null, note: '' };

/** What was kept as text; what cannot be read counts as nothing. */
export function readKept(text: string | null): KeptWork {
  if (text === null) return nothingKept;
  try {
    const { work, drafts, waiting } = JSON.parse(text) as Partial<KeptWork>;
    return { work: work ?? null, drafts: drafts ?? {}, waiting: waiting ?? [] };
  } catch {
    return nothingKept;
  }
}

/** Tasks that are still to be done here, those put off until later at the end. */
export function openTasks(kept: KeptWork, later: readonly string[]): SpotTask[] {
  const finished = new Set(kept.waiting.map(({ taskId }) => taskId));
  const open = (kept.work?.tasks ?? []).filter(({ id }) => !finished.has(id));
  return [
    ...open.filter(({ id }) => !later.includes(id)),
    ...open
      .filter(({ id }) => later.includes(id))
      .toSorted((a, b) => later.indexOf(a.id) - later.indexOf(b.id)),
  ];
}

export function withDraft(kept: KeptWork, taskId: string, change: Partial<Draft>): KeptWork {
  const draft = { ...(kept.drafts[taskId] ?? emptyDraft), ...change };
  return { ...kept, drafts: { ...kept.drafts, [taskId]: draft } };
}

/** The result of a task leaves for the server; its draft is no longer needed. */
export function finished(kept: KeptWork, task: SpotTask, result: SpotTaskResult): KeptWork {
  const { [task.id]: _done, ...drafts } = kept.drafts;
  const waiting = { taskId: task.id, display: task.display, result, refused: null };
  return { ...kept, drafts, waiting: [...kept.waiting, waiting] };
}

/** The server has it, or the tester has read why it would not take it: it is forgotten here. */
export function settled(kept: KeptWork, taskId: string): KeptWork {
  const done = kept.waiting.some((one) => one.taskId === taskId && one.refused === null);
  return {
    ...kept,
    work: kept.work && {
      ...kept.work,
      tasks: kept.work.tasks.filter(({ id }) => id !== taskId),
      done: kept.work.done + (done ? 1 : 0),
      left: Math.max(0, kept.work.left - 1),
    },
    waiting: kept.waiting.filter((one) => one.taskId !== taskId),
  };
}

export function refused(kept: KeptWork, taskId: string, sentence: string): KeptWork {
  return {
    ...kept,
    waiting: kept.waiting.map((one) =>
      one.taskId === taskId ? { ...one, refused: sentence } : one,
    ),
  };
}

/** What the server says is to be done. Drafts stay, also of lines that it does not name just now. */
export function withWork(kept: KeptWork, work: SpotWork): KeptWork {
  return { ...kept, work };
}
