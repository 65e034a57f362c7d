import type { AnswerCitation, Language } from '@everyline/contract';
import {
  asksOfSameLine,
  bestHours,
  isForCallers,
  nameWhoseNumberIsAsked,
  sayLine,
  type Line,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { callsOfLate } from '../lines/calls-of-late.ts';
import { displayNumber } from '../lines/display-number.ts';
import { readNumbers } from '../lines/read-numbers.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { inLanguage } from './reply-words.ts';

/** So many lines of one name are named; of more it is asked which is meant. */
const mostNamed = 4;

/** What is said of lines, and the one that was spoken of. */
export interface LineAnswer {
  readonly text: string;
  readonly citations: readonly AnswerCitation[];
  readonly lineId: string | null;
}

type Ports = Pick<AppContext, 'store' | 'clock'> & { readonly language: Language };

/** What holds now of the line whose number stands in a message, or of the one spoken of before. */
export async function lineOfMessage(
  context: Ports,
  message: string,
  spokenOf: string | null,
): Promise<LineAnswer | null> {
  const { found } = await readNumbers(context, [message]);
  const named = found[0]?.line ?? null;
  if (named?.state === 'active') return factsOf(context, [named]);
  if (spokenOf === null || !asksOfSameLine(message)) return null;
  const same = await context.store.lines.byId(spokenOf);
  return same?.state === 'active' ? factsOf(context, [same]) : null;
}

/** The lines of the office or service whose telephone a message asks for; null where none or too many have the name. */
export async function linesByName(context: Ports, message: string): Promise<LineAnswer | null> {
  const name = nameWhoseNumberIsAsked(message);
  if (name === null) return null;
  const { store, clock } = context;
  const { items } = await store.lines.page(
    { q: name, scope: 'all' },
    { sort: 'tier', order: 'asc' },
    { page: 1, pageSize: 4 * mostNamed },
    clock.nowMs(),
  );
  const wanted = items.filter(isForCallers);
  if (wanted.length === 0 || wanted.length > mostNamed) return null;
  const lines = await store.lines.byIds(wanted.map(({ id }) => id));
  return factsOf(
    context,
    wanted.flatMap(({ id }) => lines.filter((line) => line.id === id)),
  );
}

async function factsOf(context: Ports, lines: readonly Line[]): Promise<LineAnswer> {
  const { store, clock, language } = context;
  const calendar = cityCalendar();
  const nowMs = clock.nowMs();
  const verdicts = await store.verdicts.currentOf(lines.map(({ id }) => id));
  const said = await Promise.all(
    lines.map(async (line) => {
      const { departmentId } = line;
      const office = departmentId === null ? null : await store.departments.byId(departmentId);
      const verdict = verdicts.get(line.id) ?? null;
      const hardToReach = verdict?.kind === 'busy' || verdict?.kind === 'slow';
      const best = hardToReach ? bestHours(await callsOfLate(context, line.id), calendar) : null;
      const facts = {
        number: displayNumber(line.number),
        owner: office?.name ?? line.owner,
        services: line.services,
        publishedHours: line.hours,
        verdict,
        best,
      };
      return { line, facts, text: inLanguage(sayLine(facts, calendar, nowMs), language) };
    }),
  );
  return {
    text: said.map(({ text }) => text).join('\n'),
    citations: said.map(({ line, facts, text }) => ({
      ...{ kind: 'line', id: line.id, version: null, source: facts.owner },
      ...{ region: '', audience: '', validFrom: null, validUntil: null },
      title: facts.number,
      quotation: text,
    })),
    lineId: lines.length === 1 ? (lines[0]?.id ?? null) : null,
  };
}
