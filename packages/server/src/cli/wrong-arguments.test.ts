import { parseArgs } from 'node:util';
import { describe, expect, test } from 'vitest';

import { wrongArguments } from './wrong-arguments.ts';

function thrown(args: string[]): unknown {
  try {
    parseArgs({ args, options: { port: { type: 'string' }, json: { type: 'boolean' } } });
  } catch (error) {
    return error;
  }
  return null;
}

describe('what is wrong with the options of a call', () => {
  test.each([
    [['--bogus'], '参数有误：没有 --bogus 这个选项。'],
    [['--port'], '参数有误：选项 --port 的值不对：缺少值，或者它不带值。'],
    [['--json=1'], '参数有误：选项 --json 的值不对：缺少值，或者它不带值。'],
    [['extra'], '参数有误：有多余的参数。'],
  ])('%j is told in Chinese', (args, words) => {
    const { zh, en } = wrongArguments(thrown(args));
    expect(zh).toBe(words);
    expect(en).toMatch(/^The arguments are wrong: /u);
  });
});
