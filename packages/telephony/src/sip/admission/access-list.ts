import { inNetwork, readIpAddress, readNetwork, type Network } from './network.ts';

/**
 * How the requests of a network are met. `trust`: served without digest and limits, for carriers and proxies;
 * `ask`: limited, and asked for digest where the method needs it; `ignore`: no answer at all.
 */
export type SourcePolicy = 'trust' | 'ask' | 'ignore';

/** One rule: a network as CIDR (`10.0.0.0/8`, `2001:db8::/32`, or one address) and what is done with it. */
export interface AccessRule {
  readonly network: string;
  readonly policy: SourcePolicy;
}

/** The rules in order, the first that fits decides; throws RangeError for a network that cannot be read. */
export class AccessList {
  readonly #rules: readonly { readonly network: Network; readonly policy: SourcePolicy }[];
  readonly #otherwise: SourcePolicy;

  constructor(rules: readonly AccessRule[], otherwise: SourcePolicy) {
    this.#otherwise = otherwise;
    this.#rules = rules.map(({ network, policy }, index) => {
      const read = readNetwork(network);
      if (read === null)
        throw new RangeError(
          `rule ${index + 1}: "${network}" is no network; write it as 10.0.0.0/8 or 2001:db8::/32`,
        );
      return { network: read, policy };
    });
  }

  /** What a source may do: the policy of the first rule whose network holds its address. */
  policyOf(host: string): SourcePolicy {
    if (this.#rules.length === 0) return this.#otherwise;
    const address = readIpAddress(host);
    if (address === null) return this.#otherwise;
    for (const { network, policy } of this.#rules) if (inNetwork(address, network)) return policy;
    return this.#otherwise;
  }
}
