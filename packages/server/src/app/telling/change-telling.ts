import type { TellingSettings, TellingSettingsChange } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { StoredMailServer, StoredTelling } from '../ports/store/telling.ts';
import { clockText } from '../settings/city-time-text.ts';
import { addressWords } from './send-sentence.ts';
import { tellingRules } from './telling-rules.ts';

/** Changes how people are told. What waits already leaves at the time that it was given. */
export async function changeTelling(
  context: AppContext,
  change: TellingSettingsChange,
): Promise<TellingSettings> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  if (change.quiet !== null && change.quiet.from === change.quiet.to) {
    const detail = {
      zh: '静默时段的起止不能相同',
      en: 'quiet hours begin and end at different times',
    };
    throw new AppFault('invalid_input', { detail }, 'quiet');
  }
  if (change.email !== null) await requireMailHost(context, change.email, change.allowedHosts);
  const rules = await context.store.transaction(async (within) => {
    const before = await tellingRules(within);
    const after = merged(context, before, change);
    await within.settings.saveTelling(after);
    const told = {
      ...tellingView(after),
      ...(change.email?.password !== undefined && { passwordChanged: true }),
    };
    await recordAudit(
      context,
      within,
      'settings.change',
      { kind: 'settings', id: 'telling' },
      told,
    );
    return after;
  });
  return tellingView(rules);
}

async function requireMailHost(
  context: AppContext,
  { host, port }: { readonly host: string; readonly port: number },
  allowedHosts: readonly string[],
): Promise<void> {
  const issue = await context.outbound.checkHost(host, port, allowedHosts);
  if (issue === null) return;
  throw new AppFault('invalid_input', { detail: addressWords[issue] }, 'email.host');
}

function merged(
  context: AppContext,
  before: StoredTelling,
  change: TellingSettingsChange,
): StoredTelling {
  return {
    quiet: change.quiet && {
      fromMinute: minuteOf(change.quiet.from),
      toMinute: minuteOf(change.quiet.to),
      restDays: change.quiet.restDays,
    },
    digestMinute: minuteOf(change.digestAt),
    consoleAddress: change.consoleAddress,
    allowedHosts: change.allowedHosts,
    email: change.email && mailServer(context, before.email, change.email),
  };
}

/** A password that is kept stays with its server: another host must not be sent it. */
function mailServer(
  context: AppContext,
  before: StoredMailServer | null,
  change: NonNullable<TellingSettingsChange['email']>,
): StoredMailServer {
  const { password, ...server } = change;
  const same = before?.host === server.host && before.username === server.username;
  const kept = same ? before.passwordSealed : null;
  const passwordSealed =
    password === undefined ? kept : password === null ? null : context.secrets.seal(password);
  if (server.username !== null && passwordSealed === null) {
    const detail = {
      zh: '有用户名时需要密码；换了主机或用户名须重新填写密码',
      en: 'a user name needs a password; for another host or user name it is entered anew',
    };
    throw new AppFault('invalid_input', { detail }, 'email.password');
  }
  return { ...server, passwordSealed };
}

/** The settings without what is secret in them. */
export function tellingView(rules: StoredTelling): TellingSettings {
  const { email, quiet } = rules;
  return {
    quiet: quiet && {
      from: clockText(quiet.fromMinute),
      to: clockText(quiet.toMinute),
      restDays: quiet.restDays,
    },
    digestAt: clockText(rules.digestMinute),
    consoleAddress: rules.consoleAddress,
    allowedHosts: [...rules.allowedHosts],
    email: email && {
      host: email.host,
      port: email.port,
      security: email.security,
      username: email.username,
      from: email.from,
      hasPassword: email.passwordSealed !== null,
    },
  };
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
