import type { AppContext } from '../context.ts';
import type { MailServer } from '../ports/outbound.ts';
import type { StoredMailServer } from '../ports/store/telling.ts';

/** The mail server with its password opened. */
export function openMailServer(
  context: Pick<AppContext, 'secrets'>,
  stored: StoredMailServer,
): MailServer {
  const { passwordSealed, ...server } = stored;
  const password = passwordSealed === null ? null : context.secrets.open(passwordSealed);
  return { ...server, password };
}
