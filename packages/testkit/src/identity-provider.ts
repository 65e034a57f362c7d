import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the provider tells of an authorization that it is about to grant. */
interface GrantContext {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly params: { readonly scope: string };
  };
}

const door = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>统一认证</title><h1>统一认证</h1>
<form method="post"><label>工号 <input name="login" autofocus></label>
<label>口令 <input name="password" type="password"></label> <button>登录</button></form></html>`;

/** Somebody whom the provider knows, by the name that is typed at its door. */
export interface KnownPerson {
  readonly name: string;
  /** How it says that it made sure of them. */
  readonly amr?: readonly string[];
}

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  close(): Promise<void>;
}

/**
 * A certified provider of OpenID Connect on loopback, with its own pages for signing on: any name and any password open
 * the account of that name.
 */
export async function startIdentityProvider(options: {
  readonly returnAddresses: readonly string[];
  readonly people: ReadonlyMap<string, KnownPerson>;
}): Promise<IdentityProvider> {
  // Hundreds of modules, which other tests of the kit do not wait for.
  const { default: Provider } = await import('oidc-provider');
  const clientId = 'everyline';
  const clientSecret = 'between the two of us';
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...options.returnAddresses],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['a key of tests'] },
    claims: { openid: ['sub', 'amr'], profile: ['preferred_username'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/door/${uid}` },
    // The city's own provider asks nobody whether the city may know them.
    loadExistingGrant: async (ctx: GrantContext) => {
      const { client, session, params } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(params.scope);
      await grant.save();
      return grant;
    },
    findAccount: (_: unknown, id: string) => {
      const person = options.people.get(id);
      return {
        accountId: id,
        claims: () => ({ sub: id, preferred_username: person?.name ?? id }),
      };
    },
  });
  const answer = provider.callback();
  http.on('request', (request, response) => {
    if (request.url?.startsWith('/door/') !== true) {
      void answer(request, response);
    } else if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(door);
    } else {
      void text(request).then((body) => {
        const id = new URLSearchParams(body).get('login') ?? '';
        const amr = [...(options.people.get(id)?.amr ?? ['pwd'])];
        return provider.interactionFinished(request, response, { login: { accountId: id, amr } });
      });
    }
  });
  return {
    issuer,
    clientId,
    clientSecret,
    close: () =>
      new Promise((done) => {
        http.close(() => done());
        http.closeAllConnections();
      }),
  };
}
