/** A provider of identities (OpenID Connect) with which people sign on, as it is stored. */
export interface StoredSignOn {
  /** What stands on the button at the door. */
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client, which PKCE alone protects. */
  readonly clientSecretSealed: string | null;
  /** What is asked for beside `openid`. */
  readonly scopes: string;
  /** The claim that holds the name of the account. */
  readonly nameClaim: string;
  /** Values of `acr` or `amr` by which the provider says that it asked for a second factor. */
  readonly strongBy: readonly string[];
}

/** The same, ready to be used. */
export interface SignOnClient extends Omit<StoredSignOn, 'clientSecretSealed' | 'title'> {
  readonly clientSecret: string | null;
  readonly returnAddress: string;
  /** Hosts of the own network that an administrator has allowed, beside the issuer's own. */
  readonly allowedHosts: readonly string[];
}

/** What the answer of the provider is held against; it stays with the browser, sealed. */
export interface SignOnChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Whom a provider vouches for. */
export interface Vouched {
  readonly subject: string;
  /** The value of the claim of names; null where it is missing or no text. */
  readonly name: string | null;
  /** How it made sure of it (`acr` and `amr`). */
  readonly by: readonly string[];
}

/** What a provider was asked for, or why not: a sentence for the administrator and the log. */
export type SignOnAnswer<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'failed'; readonly detail: string };

/** Providers of identities, over the network; whatever they do is an answer, never an exception. */
export interface SignOnProviders {
  /** Where the browser goes, and what its return is held against; asks the provider for its discovery document. */
  begin(client: SignOnClient): Promise<SignOnAnswer<{ url: string; checks: SignOnChecks }>>;
  /** Takes the code with which the browser has come back to `address`. */
  finish(client: SignOnClient, checks: SignOnChecks, address: URL): Promise<SignOnAnswer<Vouched>>;
}
