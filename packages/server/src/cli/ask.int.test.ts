import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { AppFault, faultSentence } from '../app/faults.ts';
import { answererOfFiles } from '../bindings/ask-command.ts';
import { readConfig } from '../config/config.ts';
import { documents } from '../sources/documents.ts';
import { readAskArguments, run } from './ask.ts';

const sample = resolve(import.meta.dirname, '../../../../bench/answers');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-ask-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(args: readonly string[], language: 'zh-CN' | 'en' = 'zh-CN') {
  const out: string[] = [];
  const io = {
    language,
    out: (line: string) => void out.push(line),
    err: (line: string) => void out.push(line),
  };
  const called = readAskArguments(args);
  const config = readConfig({}, { root: folder, cwd: folder });
  const answerer = await answererOfFiles(called.knowledge ?? '', documents(config), io);
  const status = await run(called, { ...io, answerer, day: '2026-06-15' });
  return { status, out };
}

async function faultOf(args: readonly string[]): Promise<string> {
  try {
    await ask(args);
  } catch (cause) {
    if (cause instanceof AppFault) {
      return `${cause.place ?? ''}: ${faultSentence(cause.code, cause.values, 'en').message}`;
    }
    throw cause;
  }
  return 'no fault';
}

describe('everyline ask', () => {
  test('answers from entries with their citation, as text and as one JSON object', async () => {
    const entries = join(sample, 'entries.jsonl');
    const question = '居民医保一年交多少钱';
    const { status, out } = await ask([question, '--knowledge', entries]);
    expect(status).toBe(0);
    expect(out).toEqual([
      '2026年度每人个人缴费400元，财政补助每人700元。',
      '  〔城乡居民医保一年交多少钱？ — 云川市2026年度城乡居民医保缴费通告（居民，2026-01-01 起，至 2026-12-31）〕',
    ]);
    const { out: lines } = await ask([question, '--knowledge', entries, '--json']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      answer: '2026年度每人个人缴费400元，财政补助每人700元。',
      citations: [
        { id: 'yb-fee-resident', quote: '2026年度每人个人缴费400元，财政补助每人700元。' },
      ],
      abstained: false,
      handover: false,
      askedBack: null,
    });
  });

  test('asks back, abstains, and hands over', async () => {
    const of = async (question: string, ...more: string[]) => {
      const { out } = await ask([question, '--knowledge', sample, '--json', ...more]);
      return JSON.parse(out.at(-1) ?? '') as object;
    };
    expect(await of('医保经办窗口在哪里')).toMatchObject({
      answer: null,
      askedBack: { facet: 'region' },
    });
    expect(await of('医保经办窗口在哪里', '--region', '青屏区')).toMatchObject({
      citations: [{ id: 'yb-win-qingping' }],
    });
    expect(await of('红烧肉怎么做')).toMatchObject({
      answer: null,
      abstained: true,
      citations: [],
    });
    expect(await of('转人工')).toMatchObject({ answer: null, handover: true, confidence: null });
  });

  test('answers from a document with its articles', async () => {
    const file = join(folder, '公园管理办法.txt');
    await writeFile(
      file,
      '滨江公园管理办法\n第一条 为加强公园管理，制定本办法。\n第二条 滨江公园每日6:00开园，22:30闭园。\n第三条 游客不得携带宠物进入儿童乐园。\n',
    );
    const { out } = await ask(['滨江公园几点闭园', '--knowledge', file, '--json']);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      answer: '第二条 滨江公园每日6:00开园，22:30闭园。',
      abstained: false,
    });
  });

  test('says what is wrong with the call or the files, and where', async () => {
    expect(await faultOf([])).toContain('give one question');
    expect(await faultOf(['a', 'b'])).toContain('give one question');
    expect(await faultOf(['a', '--threshold', '2'])).toContain('from 0 to 1');
    expect(await faultOf(['a', '--knowledge', join(folder, 'none.jsonl')])).toContain('none.jsonl');
    const bad = join(folder, 'bad.jsonl');
    await writeFile(
      bad,
      '{"id":"a","question":"问？","shortAnswer":"答。"}\n{"id":"b","question":"问？"}\n',
    );
    expect(await faultOf(['a', '--knowledge', bad])).toContain('line 2 has no answer');
  });
});
