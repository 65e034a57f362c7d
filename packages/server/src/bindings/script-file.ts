import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { Localised } from '@everyline/contract';
import { readCallScript, readWav } from '@everyline/telephony';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

import { readWalkLimits } from '../cli/walk-limits.ts';
import type { ScriptFile } from '../cli/script-file.ts';

/** A script is a page of text. */
const largestBytes = 256 * 1024;
const largestAudioBytes = 4 * 1024 * 1024;

type Wrong = { readonly wrong: Localised };

/** Reads a script from a file of YAML or JSON; what is wrong is said in one sentence with its place. */
export async function readScriptFile(file: string): Promise<ScriptFile | Wrong> {
  const wrong = (zh: string, en: string): Wrong => ({ wrong: { zh, en } });
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > largestBytes)
      return wrong(
        `${file} 过大；脚本不超过 256 KB。`,
        `${file} is too large; a script has at most 256 KB.`,
      );
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch {
    return wrong(
      `无法读取 ${file}，请检查路径、权限和编码（UTF-8）。`,
      `${file} cannot be read; check the path, the permissions and that it is UTF-8.`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    return wrong(
      `${file}:${line}:${col} 不是有效的 YAML 或 JSON：${fault.message}`,
      `${file}:${line}:${col} is no valid YAML or JSON: ${fault.message}`,
    );
  }
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  const isWalk = typeof value === 'object' && value !== null && 'walk' in value;
  const reading = isWalk ? readWalkLimits(value) : readCallScript(value);
  if (!reading.ok) {
    const [issue] = reading.issues;
    const path = issue?.path ?? [];
    const { line, col } = lines.linePos(placeOf(document, path));
    const at = `${file}:${line}:${col}${path.length === 0 ? '' : ` ${written(path)}`}`;
    return wrong(`${at}：${issue?.zh ?? ''}`, `${at}: ${issue?.en ?? ''}`);
  }
  if ('limits' in reading) return { kind: 'walk', limits: reading.limits };
  const audio: Record<string, Int16Array> = {};
  for (const [n, step] of reading.script.steps.entries()) {
    if (step.do !== 'say' || Object.hasOwn(audio, step.audio)) continue;
    const { line, col } = lines.linePos(placeOf(document, ['steps', n, 'audio']));
    const samples = await readAudio(resolve(dirname(file), step.audio));
    if (samples === null)
      return wrong(
        `${file}:${line}:${col} steps[${n}].audio：${step.audio} 应为 8,000 Hz 的 WAV 文件，最长约四分钟。`,
        `${file}:${line}:${col} steps[${n}].audio: ${step.audio} must be a WAV file of 8,000 Hz, of four minutes at most.`,
      );
    audio[step.audio] = samples;
  }
  return { kind: 'steps', given: { script: reading.script, audio } };
}

/** Where a path of the data stands in the text: the thing itself, or what should have held it. */
function placeOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const at = isNode(node) ? node.range?.[0] : undefined;
    if (at !== undefined) return at;
  }
  return 0;
}

function written(path: readonly (string | number)[]): string {
  return path
    .map((one, n) => (typeof one === 'number' ? `[${one}]` : n === 0 ? one : `.${one}`))
    .join('');
}

async function readAudio(file: string): Promise<Int16Array | null> {
  try {
    if ((await stat(file)).size > largestAudioBytes) return null;
    const read = readWav(new Uint8Array(await readFile(file)));
    return read.ok && read.sampleRateHz === 8000 ? read.samples : null;
  } catch {
    return null;
  }
}
