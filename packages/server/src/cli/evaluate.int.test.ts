import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { AppFault, faultSentence } from '../app/faults.ts';
import { namesInFolder, readSetFile } from '../bindings/set-files.ts';
import { readEvaluateArguments, run } from './evaluate.ts';

const CORPUS = [
  { id: 'a1', text: '带上身份证到柜台办理。', title: '公积金提取' },
  { id: 'a2', text: '先挂失，再到网点补办社保卡。' },
  { id: 'a3', text: '向市场监督管理局申请登记，个体工商户也是如此。' },
];
const QUESTIONS = [
  { id: 'q1', text: '社保卡怎么补办' },
  { id: 'q2', text: '个体工商户登记' },
];
const ANSWERS = 'query-id\tcorpus-id\tscore\nq1\ta2\t1\nq2\ta3\t1\nq2\ta1\t0\n';
const jsonl = (all: readonly object[]): string =>
  all.map((one) => `${JSON.stringify(one)}\n`).join('');

let folder = '';
let sets = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-evaluate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function setWith(
  files: Readonly<Record<string, string | Uint8Array | null>>,
): Promise<string> {
  sets += 1;
  const set = join(folder, `set${sets}`);
  await mkdir(set);
  const all = {
    'corpus.jsonl': jsonl(CORPUS),
    'queries.jsonl': jsonl(QUESTIONS),
    'qrels.tsv': ANSWERS,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    if (text !== null) await writeFile(join(set, name), text);
  }
  return set;
}

async function evaluate(args: readonly string[], language: 'zh-CN' | 'en' = 'en') {
  const out: string[] = [];
  let clock = 0;
  const status = await run(['retrieval', ...args], {
    language,
    out: (line) => void out.push(line),
    err: (line) => void out.push(line),
    readText: readSetFile,
    filesOf: namesInFolder,
    writeText: (path, text) => writeFile(path, text),
    nowMs: () => (clock += 2),
    today: () => '2026-06-15',
  });
  return { status, out };
}

async function faultOf(args: readonly string[], language: 'zh-CN' | 'en' = 'en'): Promise<string> {
  try {
    await evaluate(args);
  } catch (cause) {
    if (cause instanceof AppFault) {
      return `${cause.place ?? ''}: ${faultSentence(cause.code, cause.values, language).message}`;
    }
    throw cause;
  }
  return 'no fault';
}

describe('everyline evaluate retrieval', () => {
  test('measures the questions and each of their other forms', async () => {
    const misheard = [
      { id: 'q1', text: '射保卡怎么不办' },
      { id: 'q2', text: '天气如何' },
    ];
    const set = await setWith({ 'queries.asr.jsonl': jsonl(misheard) });
    const { status, out } = await evaluate(['--set', set, '--json']);
    expect(status).toBe(0);
    expect(out.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        questions: 'clean',
        count: 2,
        mrr: 1,
        recall: 1,
        searchMs: { p50: 2, p95: 2 },
        index: { entries: 3 },
      },
      { questions: 'asr', count: 2, mrr: 0.5, recall: 0.5 },
    ]);
  });

  test('prints a table in the language of the reader, and reads a packed corpus', async () => {
    const set = await setWith({ 'corpus.jsonl': null, 'corpus.jsonl.gz': gzipSync(jsonl(CORPUS)) });
    const english = await evaluate(['--set', set]);
    expect(english.out[0]).toMatch(/^questions +count +MRR@10 +recall@10/);
    expect(english.out[1]).toMatch(/^clean +2 +100\.0 +100\.0 +2\.0 ms/);
    expect(english.out.at(-1)).toMatch(/^3 entries, index of/);
    const chinese = await evaluate(['--set', set], 'zh-CN');
    expect(chinese.out[0]).toMatch(/^问题 +数量/);
    expect(chinese.out[1]).toMatch(/^原文 +2 +100\.0/);
    expect(chinese.out.join('')).not.toMatch(/entries|questions/);
  });

  test('takes titles as questions when it is asked to', async () => {
    const files = {
      'queries.jsonl': jsonl([{ id: 'q1', text: '公积金' }]),
      'qrels.tsv': 'q\td\ts\nq1\ta1\t1\n',
    };
    const set = await setWith(files);
    const mrr = async (...more: string[]): Promise<unknown> =>
      (JSON.parse((await evaluate(['--set', set, '--json', ...more])).out[0]!) as { mrr: number })
        .mrr;
    expect(await mrr()).toBe(0);
    expect(await mrr('--titles')).toBe(1);
  });

  test('writes a run for other programs', async () => {
    const set = await setWith({});
    const run = join(set, 'run.txt');
    const { status } = await evaluate([
      '--corpus',
      join(set, 'corpus.jsonl'),
      '--queries',
      join(set, 'queries.jsonl'),
      '--out',
      run,
    ]);
    expect(status).toBe(0);
    const lines = (await readFile(run, 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^q1 Q0 a2 1 -?\d+\.\d{6} everyline$/);
    expect(lines.some((line) => line.startsWith('q2 Q0 a3 1 '))).toBe(true);
  });

  test('says of bad input which file and line, in one sentence', async () => {
    const at = async (name: string, text: string | null): Promise<string> => {
      const set = await setWith({ [name]: text });
      return (await faultOf(['--set', set])).slice(set.length + 1);
    };
    expect(await faultOf(['--set', join(folder, 'none')])).toContain('there is no such folder');
    expect(await at('corpus.jsonl', null)).toContain(
      'corpus.jsonl: The command was called wrongly: there is no such file',
    );
    expect(await at('corpus.jsonl', '{"id":"a1","text":"x"}\n{"id":\n')).toContain(
      'corpus.jsonl: The command was called wrongly: line 2 is no JSON object: {"id":',
    );
    expect(await at('corpus.jsonl', '{"text":"x"}\n')).toContain('line 1 has no id');
    expect(await at('queries.jsonl', '{"id":"q1"}\n')).toContain('line 1 has no text: q1');
    expect(await at('queries.jsonl', jsonl([QUESTIONS[0]!, QUESTIONS[0]!]))).toContain(
      'line 2 repeats an id: q1',
    );
    expect(await at('qrels.tsv', 'h\nq1 a2 1\n')).toContain('line 2 does not have three columns');
    expect(await at('qrels.tsv', 'h\nq9\ta2\t1\n')).toContain('not in queries.jsonl: q9');
    expect(await at('qrels.tsv', 'h\nq1\ta9\t1\n')).toContain('not in corpus.jsonl: a9');
    expect(await at('qrels.tsv', 'h\nq1\ta2\tyes\n')).toContain('score that is no number: yes');
    expect(await at('qrels.tsv', 'h\n')).toContain('no line names an answer');
    const bytes = await setWith({ 'queries.jsonl': Uint8Array.of(0xc4, 0xe3, 0x0a) });
    expect(await faultOf(['--set', bytes])).toContain('cannot be read as UTF-8 text');
    const chinese = await setWith({ 'qrels.tsv': 'h\nq1\ta9\t1\n' });
    expect(await faultOf(['--set', chinese], 'zh-CN')).toContain(
      '第 2 行的条目不在 corpus.jsonl 中：a9',
    );
  });

  test.each([
    [[]],
    [['retrieval']],
    [['retrieval', '--set', 'x', '--out', 'y']],
    [['retrieval', '--corpus', 'x', '--queries', 'y']],
    [['retrieval', '--bogus']],
  ])('refuses %j before anything is opened', (args) => {
    expect(() => readEvaluateArguments(args)).toThrow(AppFault);
  });
});

describe('everyline evaluate answers', () => {
  const ENTRIES = [
    { id: 'lib', question: '图书馆几点开门？', shortAnswer: '每天9:00–21:00。' },
    { id: 'zoo', question: '动物园门票多少钱？', shortAnswer: '成人票40元。' },
    { id: 'old', question: '游泳馆几点开门？', shortAnswer: '10:00。', validUntil: '2025-12-31' },
  ];
  const ASKED = [
    { id: 'q1', group: 'in_domain', text: '图书馆几点开门', right: ['lib'] },
    { id: 'q2', group: 'exact', text: '动物园门票多少钱', right: ['zoo'], figure: '40元' },
    { id: 'q3', group: 'near_miss', text: '游泳馆几点开门', right: [] },
  ];
  const answersSet = (files: Readonly<Record<string, string>> = {}): Promise<string> =>
    setWith({ 'entries.jsonl': jsonl(ENTRIES), 'questions.jsonl': jsonl(ASKED), ...files });
  async function outputOf(args: readonly string[]): Promise<string[]> {
    const out: string[] = [];
    await run(['answers', ...args], {
      language: 'en',
      out: (line) => void out.push(line),
      err: (line) => void out.push(line),
      readText: readSetFile,
      filesOf: namesInFolder,
      writeText: (path, text) => writeFile(path, text),
      nowMs: () => 0,
      today: () => '2026-06-15',
    });
    return out;
  }

  test('tells what share is answered and wrong, and why for each question', async () => {
    const lines = await outputOf(['--set', await answersSet(), '--threshold', '0.5', '--json']);
    const [figures, ...judged] = lines.map((line) => JSON.parse(line) as object);
    expect(figures).toMatchObject({
      ...{ questions: 3, given: 2, wrong: 0, answeredShare: 1, asked: 0 },
      abstained: { near_miss: 1 },
    });
    expect(judged).toMatchObject([
      { id: 'q1', reply: 'answer', from: 'lib', isRight: true, signs: { inTitle: 1 } },
      { id: 'q2', reply: 'answer', from: 'zoo', isRight: true },
      { id: 'q3', reply: 'abstain' },
    ]);
    const table = await outputOf(['--set', await answersSet(), '--threshold', '0.5']);
    expect(table.join('\n')).toContain('none: near_miss');
  });

  test('names the file and the line that cannot be used', async () => {
    const fault = async (files: Readonly<Record<string, string>>, args: string[] = []) => {
      try {
        await outputOf(['--set', await answersSet(files), ...args]);
      } catch (cause) {
        if (!(cause instanceof AppFault)) throw cause;
        return `${cause.place ?? ''}: ${faultSentence(cause.code, cause.values, 'en').message}`;
      }
      return 'no fault';
    };
    expect(await fault({ 'questions.jsonl': '{"id":"q1","text":"x"}' })).toContain(
      'line 1 has no group',
    );
    expect(await fault({ 'entries.jsonl': '{"id":"e"}' })).toContain('line 1 has no question');
    expect(await fault({ 'entries.jsonl': jsonl(ENTRIES.slice(1)) })).toContain(
      'names an entry that is not in entries.jsonl: lib',
    );
    expect(await fault({}, ['--day', 'today'])).toContain('--day is written as');
    expect(await fault({}, ['--threshold', 'x'])).toContain('from 0 to 1');
  });
});
