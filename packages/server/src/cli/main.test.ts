import { describe, expect, it } from 'vitest';

import { AppFault } from '../app/faults.ts';
import { COMMANDS, type CommandName } from './command-table.ts';
import { runCommand, type CommandIo, type Runner, type Runners } from './main.ts';

const names = (Object.keys(COMMANDS) as CommandName[]).filter((name) => name !== 'help');

async function run(
  args: readonly string[],
  runner: Runner = async () => 0,
  language: 'zh-CN' | 'en' = 'en',
) {
  const out: string[] = [];
  const err: string[] = [];
  const io: CommandIo = {
    language,
    out: (line) => {
      out.push(line);
    },
    err: (line) => {
      err.push(line);
    },
  };
  const runners = Object.fromEntries(names.map((name) => [name, runner])) as Runners;
  return { status: await runCommand(args, runners, io), out: out.join('\n'), err: err.join('\n') };
}

describe('the command line', () => {
  it('helps in both languages, with every command', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const { status, out } = await run(['help'], undefined, language);
      expect(status).toBe(0);
      for (const name of names) expect(out).toContain(name);
    }
    expect((await run(['help', 'serve'])).out).toContain('--role all|web|voice|worker');
    expect((await run(['serve', '--help'])).out).toContain('--port');
  });

  it('is called wrongly with status 2 and the fix', async () => {
    expect(await run([])).toMatchObject({ status: 2 });
    expect(await run(['verdict'])).toMatchObject({
      status: 2,
      err: 'everyline: there is no command “verdict”. Did you mean “verdicts”? “everyline help” lists them all.',
    });
    expect((await run(['xyzzy'])).err).not.toContain('Did you mean');
    expect(await run(['help', 'xyzzy'])).toMatchObject({ status: 2 });
  });

  it('says each fault in one sentence with its place and way out', async () => {
    const fails = (fault: AppFault) => run(['serve'], () => Promise.reject(fault));
    expect(await fails(new AppFault('port_taken', { port: 80 }))).toMatchObject({
      status: 1,
      err: 'everyline: Port 80 is taken. Choose another with --port.',
    });
    expect(
      await fails(new AppFault('wrong_usage', { detail: 'x', command: 'serve' })),
    ).toMatchObject({ status: 2 });
  });
});
