import type { Language, Role } from '@everyline/contract';

import {
  addressHeader,
  type Credentials,
  type SignedIn,
  type SignInResult,
} from '../app/ports/accounts.ts';
import { cookieOf, unlessRefused, type Auth } from './auth.ts';
import type { Database } from './database.ts';

interface User {
  id: string;
  name: string;
  username?: string | null | undefined;
  role: string;
  departmentId?: string | null | undefined;
  disabled?: boolean | null | undefined;
  language?: string | null | undefined;
  twoFactorEnabled?: boolean | null | undefined;
}

/** A session as better-auth gives it, with our own field where it was read. */
interface Session extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly expiresAt: Date;
}

export function toSignedIn(user: User, session: Session): SignedIn {
  return {
    actor: {
      kind: 'person',
      id: user.id,
      name: user.username ?? user.id,
      role: user.role as Role,
      departmentId: user.departmentId ?? null,
    },
    displayName: user.name,
    language: (user.language ?? 'zh-CN') as Language,
    sessionId: session.id,
    secondFactor: user.twoFactorEnabled ?? false,
    strong: session['strong'] === true,
    expiresAtMs: session.expiresAt.getTime(),
  };
}

/** Signs in with name or address, password and, where the account has a second factor, its code, all in one request. */
export async function signInTo(
  auth: Auth,
  db: Database,
  { name, password, code }: Credentials,
  headers: Headers,
): Promise<SignInResult> {
  const first = await unlessRefused(() =>
    name.includes('@')
      ? auth.api.signInEmail({ body: { email: name, password }, headers, asResponse: true })
      : auth.api.signInUsername({ body: { username: name, password }, headers, asResponse: true }),
  );
  if (!first?.ok) return { kind: 'refused' };
  const answer = (await first.clone().json()) as object;
  const response =
    'twoFactorRedirect' in answer ? await secondStep(auth, code, first, headers) : first;
  if (typeof response === 'string') return { kind: response };
  const { user, token } = (await response.json()) as { user: { id: string }; token: string };
  const row = await db
    .selectFrom('auth_user')
    .selectAll()
    .where('id', '=', user.id)
    .executeTakeFirst();
  const { internalAdapter } = await auth.$context;
  if (!row || row.disabled) {
    await internalAdapter.deleteSession(token);
    return { kind: 'refused' };
  }
  const found = await internalAdapter.findSession(token);
  if (!found) return { kind: 'refused' };
  return {
    kind: 'signed_in',
    signedIn: toSignedIn(row, found.session),
    setCookies: response.headers.getSetCookie(),
  };
}

/** Gives the code of the second factor in the name of what the first step answered. */
async function secondStep(
  auth: Auth,
  given: string | undefined,
  first: Response,
  headers: Headers,
): Promise<Response | 'code_needed' | 'wrong_code'> {
  const code = given?.replace(/\s/g, '') ?? '';
  if (code === '') return 'code_needed';
  // A session that the browser still holds would be taken for the one that is asked about.
  const own = new Headers({ cookie: cookieOf(first) });
  for (const name of ['user-agent', addressHeader]) {
    const value = headers.get(name);
    if (value !== null) own.set(name, value);
  }
  const options = { headers: own, body: { code }, asResponse: true } as const;
  const response = /^\d{6}$/.test(code)
    ? await auth.api.verifyTOTP(options)
    : await auth.api.verifyBackupCode(options);
  return response.ok ? response : 'wrong_code';
}
