import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';

import { addressHeader } from '../app/ports/accounts.ts';
import type { Database } from './database.ts';
import { vouchedSessions } from './vouched-sessions.ts';

export interface AccountOptions {
  readonly secret: string;
  /** Where people open the console; https makes the cookies secure. */
  readonly publicUrl: string;
}

const sessionSeconds = 12 * 3600;

export function authOver(db: Database, options: AccountOptions) {
  return betterAuth({
    appName: 'Everyline',
    secret: options.secret,
    baseURL: options.publicUrl,
    database: { db, type: 'postgres' },
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
    },
    user: {
      modelName: 'auth_user',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        departmentId: { type: 'string', required: false, input: false },
        disabled: { type: 'boolean', required: true, defaultValue: false, input: false },
        language: { type: 'string', required: true, defaultValue: 'zh-CN', input: false },
      },
    },
    session: {
      modelName: 'auth_session',
      expiresIn: sessionSeconds,
      updateAge: 1800,
      additionalFields: {
        strong: { type: 'boolean', required: true, defaultValue: false, input: false },
      },
    },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    // Our own door counts attempts; better-auth's HTTP handler is not mounted.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'everyline',
      useSecureCookies: options.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 128 },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 64,
        usernameValidator: (name) => /^[A-Za-z0-9._-]+$/.test(name),
      }),
      twoFactor({ schema: { twoFactor: { modelName: 'auth_two_factor' } } }),
      vouchedSessions,
    ],
  });
}

export type Auth = ReturnType<typeof authOver>;

/** What better-auth answered, or null where it refused; a fault of the database is no refusal. */
export async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof APIError && cause.statusCode < 500) return null;
    throw cause;
  }
}

/** The cookies of an answer as a browser would send them back. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
