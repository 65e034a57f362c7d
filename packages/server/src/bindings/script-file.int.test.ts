import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeWav } from '@everyline/telephony';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readScriptFile } from './script-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-script-'));
  await writeFile(join(folder, 'question.wav'), writeWav(new Int16Array(8000), 'pcm'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string) {
  const file = join(folder, 'script.yaml');
  await writeFile(file, text);
  const answer = await readScriptFile(file);
  return 'wrong' in answer
    ? { zh: answer.wrong.zh.replace(file, 'F'), en: answer.wrong.en.replace(file, 'F') }
    : answer;
}

describe('a script in a file', () => {
  it('is read from YAML and from JSON, with the sentences beside it', async () => {
    const steps = [
      { do: 'press', keys: '1' },
      { do: 'say', audio: 'question.wav' },
    ];
    const fromJson = await read(JSON.stringify({ name: 'ask', steps }));
    const fromYaml = await read(
      'name: ask\nsteps:\n  - {do: press, keys: "1"}\n  - do: say\n    audio: question.wav\n',
    );
    expect(fromYaml).toEqual(fromJson);
    expect(fromYaml).toMatchObject({
      kind: 'steps',
      given: { script: { name: 'ask' }, audio: { 'question.wav': { length: 8000 } } },
    });
  });

  it('may be a walk, with what is left out filled in', async () => {
    expect(await read('walk: {}')).toEqual({
      kind: 'walk',
      limits: { depth: 2, calls: 60, keys: '1234567890' },
    });
    expect(await read('walk: {depth: 1, keys: "12#"}')).toMatchObject({
      limits: { depth: 1, keys: '12#' },
    });
  });

  it.each([
    ['name: a\nsteps:\n  - do: press\n    keys: 1x\n', 'F:4:11 steps[0].keys: 1 to 32 keys'],
    ['name: a\nsteps:\n  - do: dance\n', 'F:3:9 steps[0].do: wait, press'],
    ['name: a\nsteps: [\n', 'F:3:1 is no valid YAML or JSON'],
    ['{"name": "a", "steps": [{"do": "wait"}]}', 'F:1:25 steps[0].ms: a whole number'],
    ['walk:\n  depth: 9\n', 'F:2:10 walk.depth: a whole number from 1 to 5'],
    ['walk:\n  keys: "11"\n', 'F:2:9 walk.keys: 1 to 12 different keys'],
    ['name: a\nsteps:\n  - do: say\n    audio: gone.wav\n', 'F:4:12 steps[0].audio: gone.wav must'],
    ['- 1\n', 'F:1:1: a script is an object'],
  ])('is refused in one sentence with its place: %j', async (text, sentence) => {
    const answer = await read(text);
    expect('en' in answer ? answer.en : answer).toContain(sentence);
    expect('zh' in answer ? answer.zh : answer).toContain(
      sentence.split(' ')[0]?.replace(/:$/, ''),
    );
    expect('en' in answer ? answer.en.split('\n') : []).toHaveLength(1);
  });

  it('is refused where there is none', async () => {
    expect(await readScriptFile(join(folder, 'none.yaml'))).toMatchObject({
      wrong: { en: expect.stringContaining('cannot be read') as string },
    });
  });
});
