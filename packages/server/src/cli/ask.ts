import { parseArgs } from 'node:util';

import { NEW_THREAD, type Answerer, type Citation, type Reply } from '@everyline/knowledge';

import { AppFault } from '../app/faults.ts';
import type { CommandIo, ExitStatus } from './main.ts';
import { wrongArguments } from './wrong-arguments.ts';

interface AskArguments {
  readonly question: string;
  /** A folder or file to answer from; null: what the city has published. */
  readonly knowledge: string | null;
  readonly region: string | null;
  /** 0…1; null: the default. */
  readonly threshold: number | null;
  readonly json: boolean;
}

/**
 * `everyline ask QUESTION [--knowledge DIR|FILE] [--region DISTRICT] [--threshold 0.92] [--json]`: one question as the portal
 * answers it: quoted and cited, asked back, or not answered. Returns 0, whatever the reply is.
 */
export async function run(
  { question, region, threshold, json }: AskArguments,
  io: CommandIo & { readonly answerer: Answerer; readonly day: string },
): Promise<ExitStatus> {
  const reply = io.answerer.answer(question, NEW_THREAD, {
    day: io.day,
    region,
    ...(threshold === null ? {} : { threshold }),
  });
  if (json) await io.out(JSON.stringify(replyRecord(reply)));
  else for (const line of replyLines(reply, io.language)) await io.out(line);
  return 0;
}

/** Reads the arguments; throws `wrong_usage` before anything is opened. */
export function readAskArguments(args: readonly string[]): AskArguments {
  const { values, positionals } = parsed(args);
  const [question = ''] = positionals;
  if (question.trim() === '' || positionals.length > 1) {
    throw wrong(
      '请给出一个问题，放在引号里：ask "医保窗口周六开门吗"',
      'give one question, in quotation marks: ask "…"',
    );
  }
  const threshold = values.threshold === undefined ? null : Number(values.threshold);
  if (threshold !== null && !(threshold >= 0 && threshold <= 1)) {
    throw wrong('--threshold 是 0 到 1 之间的数', '--threshold is a number from 0 to 1');
  }
  return {
    question,
    knowledge: values.knowledge ?? null,
    region: values.region ?? null,
    threshold,
    json: values.json ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        knowledge: { type: 'string' },
        region: { type: 'string' },
        threshold: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new AppFault('wrong_usage', { detail: wrongArguments(cause), command: 'ask' });
  }
}

function wrong(zh: string, en: string): AppFault {
  return new AppFault('wrong_usage', { detail: { zh, en }, command: 'ask' });
}

function replyRecord(reply: Reply): object {
  return {
    answer: reply.kind === 'answer' ? reply.text : null,
    citations:
      reply.kind === 'answer'
        ? reply.citations.map(
            ({ id, title, quotation, source, place, region, audience, date }) => ({
              ...{ id, title, quote: quotation, source, place, region, audience, date },
            }),
          )
        : [],
    confidence: reply.kind === 'hand_over' ? null : Number(reply.confidence.toFixed(4)),
    abstained: reply.kind === 'abstain',
    handover: reply.kind === 'hand_over',
    askedBack: reply.kind === 'ask' ? { facet: reply.facet, choices: reply.choices } : null,
  };
}

function replyLines(reply: Reply, language: CommandIo['language']): string[] {
  const isEnglish = language === 'en';
  switch (reply.kind) {
    case 'answer':
      return [reply.text, ...reply.citations.map((citation) => citedLine(citation, isEnglish))];
    case 'ask': {
      const choices = reply.choices.map(({ label }) => label);
      if (isEnglish) {
        const what = reply.facet === 'region' ? 'Which district' : 'For whom';
        return [`${what}: ${choices.join(', ')}?`];
      }
      const what = reply.facet === 'region' ? '请问是哪个区（县）' : '请问是哪一类人员';
      return [`${what}：${choices.join('、')}？`];
    }
    case 'abstain':
      return [
        isEnglish
          ? 'There is no sure answer to this; a person should be asked.'
          : '没有把握回答这个问题，请转人工。',
      ];
    case 'hand_over':
      return [isEnglish ? 'Handed over to a person.' : '转人工。'];
  }
}

function citedLine(citation: Citation, isEnglish: boolean): string {
  const { title, source, region, audience, date, validUntil } = citation;
  const holds = [region, audience, date === null ? '' : isEnglish ? `from ${date}` : `${date} 起`];
  if (validUntil !== null) holds.push(isEnglish ? `until ${validUntil}` : `至 ${validUntil}`);
  const scope = holds.filter((one) => one !== '').join(isEnglish ? ', ' : '，');
  const from = source === null ? '' : ` — ${source}`;
  return isEnglish
    ? `  [${title}${from}${scope === '' ? '' : ` (${scope})`}]`
    : `  〔${title}${from}${scope === '' ? '' : `（${scope}）`}〕`;
}
