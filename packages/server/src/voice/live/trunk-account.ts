import type { Address, RegistrationEvent } from '@everyline/telephony';

import type { Secrets } from '../../app/ports/secrets.ts';
import type { StoredRegistration, StoredTrunk } from '../../app/ports/store/trunks.ts';
import type { TrunkAccount } from './phone-messages.ts';
import { trunkAddress } from './trunk-address.ts';

/** The account by which a trunk registers; null when it does not. */
export function accountOfTrunk(
  trunk: StoredTrunk,
  secrets: Pick<Secrets, 'open'>,
): TrunkAccount | null {
  const { registration } = trunk;
  if (registration === null) return null;
  const user = registration.user ?? trunk.presentedNumber ?? trunk.username ?? '';
  const domain = registration.domain ?? trunk.host;
  const [first, ...others] = [...registration.registrars, ...hostOf(trunk)].map((text) =>
    addressOf(text, trunk),
  );
  if (first === undefined) return null;
  return {
    aor: `sip:${user}@${domain.includes(':') && !domain.startsWith('[') ? `[${domain}]` : domain}`,
    registrars: [first, ...others],
    username: trunk.username ?? user,
    password: trunk.passwordSealed === null ? '' : secrets.open(trunk.passwordSealed),
    expiresS: registration.expiresS,
  };
}

/** The trunk's own host, where no registrar is named. */
function hostOf({ host, registration }: StoredTrunk): string[] {
  if (registration !== null && registration.registrars.length > 0) return [];
  return [host.includes(':') && !host.startsWith('[') ? `[${host}]` : host];
}

/** `host`, `host:port`, `[v6]` or `[v6]:port`; spoken with as the trunk is, whose port is the usual one. */
function addressOf(text: string, trunk: StoredTrunk): Address {
  const parts = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text);
  const host = (parts?.[1] ?? text).replace(/^\[|\]$/g, '');
  const port = parts?.[2] === undefined ? trunk.port : Number(parts[2]);
  return trunkAddress(host, port, trunk);
}

/** What is kept of an event; null for those that change nothing a person must know. */
export function registrationOf(
  news: RegistrationEvent,
): Omit<StoredRegistration, 'changedAtMs'> | null {
  const nothing = { registrar: null, status: null, reason: null, expiresAtMs: null };
  switch (news.kind) {
    case 'registered':
      return {
        ...nothing,
        state: 'registered',
        registrar: `${news.registrar.host}:${news.registrar.port}`,
        status: 200,
        expiresAtMs: Math.round(news.atMs + news.expiresS * 1000),
        retryAtMs: Math.round(news.refreshAtMs),
      };
    case 'registration-failed': {
      // A refresh that failed leaves the registration as long as the registrar had said.
      const { registeredUntilMs, refused, status, reason } = news;
      return {
        ...nothing,
        state: registeredUntilMs !== null ? 'registered' : refused ? 'refused' : 'failed',
        status,
        reason,
        expiresAtMs: registeredUntilMs === null ? null : Math.round(registeredUntilMs),
        retryAtMs: Math.round(news.retryAtMs),
      };
    }
    case 'registration-lapsed':
      return { ...nothing, state: 'failed', retryAtMs: null };
    case 'unregistered':
      return null;
  }
}
