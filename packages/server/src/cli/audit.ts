import type { AppContext } from '../app/context.ts';
import { verifyAudit } from '../app/audit/verify-audit.ts';
import { AppFault } from '../app/faults.ts';
import type { CommandIo, ExitStatus } from './main.ts';

/** `everyline audit verify [--json]`: recomputes the chain of the audit log; 1 when it is broken. */
export async function run(
  args: readonly string[],
  io: CommandIo & { readonly context: AppContext },
): Promise<ExitStatus> {
  const json = readAuditArguments(args);
  const result = await verifyAudit(io.context);
  if (json) await io.out(JSON.stringify(result));
  else if (result.intact) {
    await io.out(
      io.language === 'en'
        ? `The audit log is whole: ${result.records} records.`
        : `审计日志完整：共 ${result.records} 条。`,
    );
  } else {
    io.err(
      io.language === 'en'
        ? `The audit log was tampered with: record ${result.brokenAt ?? 0} does not fit. Compare with a backup.`
        : `审计日志被改动：第 ${result.brokenAt ?? 0} 条不符。请与备份比对。`,
    );
  }
  return result.intact ? 0 : 1;
}

/** True for JSON; throws `wrong_usage` before anything is opened. */
export function readAuditArguments(args: readonly string[]): boolean {
  const rest = args.filter((one) => one !== '--json');
  if (rest.length !== 1 || rest[0] !== 'verify') {
    const detail = { zh: '只有 audit verify', en: 'there is audit verify only' };
    throw new AppFault('wrong_usage', { detail, command: 'audit' });
  }
  return args.includes('--json');
}
