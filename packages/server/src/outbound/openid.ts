import type * as openidClient from 'openid-client';

import type {
  SignOnAnswer,
  SignOnChecks,
  SignOnClient,
  SignOnProviders,
} from '../app/ports/sign-on.ts';
import { exchange, isAllowed } from './http-exchange.ts';
import { networkFailure } from './network-failure.ts';

/** The library is loaded with the first sign-on: a city without a provider never needs it. */
type OpenId = typeof openidClient;

/** Discovery documents, keys and tokens are of some kilobytes. */
const mostAnswerBytes = 262_144;

/** Providers of identities by OpenID Connect: code flow with PKCE, state and nonce; the ID token's signature is checked. */
export const signOnProviders: SignOnProviders = {
  begin: (client) =>
    answered(async (openid) => {
      const config = await configuration(openid, client);
      const checks: SignOnChecks = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        codeVerifier: openid.randomPKCECodeVerifier(),
      };
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: client.returnAddress,
        scope: `openid ${client.scopes}`.trim(),
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(checks.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, checks };
    }),
  finish: (client, checks, address) =>
    answered(async (openid) => {
      const config = await configuration(openid, client);
      // Behind a proxy the browser's own address counts: the one that the provider was told.
      const returned = new URL(client.returnAddress);
      returned.search = address.search;
      const tokens = await openid.authorizationCodeGrant(config, returned, {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.codeVerifier,
        idTokenExpected: true,
      });
      const token = tokens.claims();
      if (token === undefined) throw new Error('no ID token');
      const claims = config.serverMetadata().userinfo_endpoint
        ? { ...(await openid.fetchUserInfo(config, tokens.access_token, token.sub)), ...token }
        : token;
      const name = claims[client.nameClaim];
      return {
        subject: token.sub,
        name: typeof name === 'string' && name !== '' ? name : null,
        by: [token['acr'], token['amr']].flat().filter((one) => typeof one === 'string'),
      };
    }),
};

async function configuration(
  openid: OpenId,
  client: SignOnClient,
): Promise<openidClient.Configuration> {
  const issuer = new URL(client.issuer);
  const isPlain = issuer.protocol === 'http:';
  return openid.discovery(
    issuer,
    client.clientId,
    {},
    client.clientSecret === null ? openid.None() : openid.ClientSecretBasic(client.clientSecret),
    {
      [openid.customFetch]: guardedFetch(issuer, client.allowedHosts),
      execute: isPlain ? [openid.allowInsecureRequests] : [],
    },
  );
}

/** The provider's own host may be one of the own network, since an administrator has named it; others must be allowed. */
function guardedFetch(issuer: URL, allowedHosts: readonly string[]): openidClient.CustomFetch {
  return async (address, { method, headers, body }) => {
    const url = new URL(address);
    const answer = await exchange(
      url,
      { method, headers, body: text(body), mostBytes: mostAnswerBytes },
      url.host === issuer.host || isAllowed(url, allowedHosts),
    );
    const bare = [101, 204, 205, 304].includes(answer.status);
    return new Response(bare ? null : answer.body, {
      status: answer.status,
      headers: answer.headers,
    });
  };
}

function text(body: unknown): string | null {
  if (body === null || body === undefined) return null;
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  throw new Error('a request of a kind that is not sent');
}

async function answered<T>(ask: (openid: OpenId) => Promise<T>): Promise<SignOnAnswer<T>> {
  const openid = await import('openid-client');
  try {
    return { kind: 'told', value: await ask(openid) };
  } catch (cause) {
    return { kind: 'failed', detail: detailOf(openid, cause) };
  }
}

/** What went wrong, in the provider's words where it has said any. */
function detailOf(openid: OpenId, cause: unknown): string {
  if (
    cause instanceof openid.AuthorizationResponseError ||
    cause instanceof openid.ResponseBodyError
  )
    return [cause.error, cause.error_description].filter(Boolean).join(': ').slice(0, 300);
  if (cause instanceof openid.ClientError) {
    const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
    return `${cause.message}${inner}`.slice(0, 300);
  }
  const { code, detail } = networkFailure(cause).failure;
  return `${code}${detail === '' ? '' : `: ${detail}`}`.slice(0, 300);
}
