import {
  hostPort,
  transportOf,
  type Address,
  type RandomSource,
  type Transport,
} from '../sip/address.ts';
import type { AvoidedPlaces } from '../sip/transport/avoided-places.ts';
import type { NameResolver } from '../sip/transport/name-records.ts';
import type { ProbeRequest } from '../user-agent/probe-request.ts';
import type { NetworkEndpoint } from './network-endpoint.ts';
import { PhoneFault } from './phone-fault.ts';
import { certificateFault } from './sip-transports.ts';
import { locateTrunk, placesOf } from './trunk-places.ts';
import { systemErrorCode } from './udp-socket.ts';
import type { PhoneClock } from './wake-timer.ts';

/** Finds the ways to trunks and registrars: names, order of places, listeners, connections (RFC 3263). */
export class TrunkReach {
  readonly #sip: NetworkEndpoint;
  readonly #host: string;
  readonly #listensForTls: boolean;
  readonly #resolver: NameResolver;
  readonly #avoided: AvoidedPlaces;
  readonly #clock: PhoneClock;
  readonly #random: RandomSource;
  readonly #listening = new Map<Transport, Promise<void>>();

  constructor(parts: {
    readonly sip: NetworkEndpoint;
    /** Where connections are listened for. */
    readonly host: string;
    /** Whether TLS can be listened for: it takes a certificate of ours. */
    readonly listensForTls: boolean;
    readonly resolver: NameResolver;
    /** Those that failed lately are tried last. */
    readonly avoided: AvoidedPlaces;
    readonly clock: PhoneClock;
    readonly random: RandomSource;
  }) {
    this.#sip = parts.sip;
    this.#host = parts.host;
    this.#listensForTls = parts.listensForTls;
    this.#resolver = parts.resolver;
    this.#avoided = parts.avoided;
    this.#clock = parts.clock;
    this.#random = parts.random;
  }

  /**
   * The request with the places of its next hop, the first being one to which a connection leads. Throws the PhoneFault
   * of the first place when none does, and where a name has no address.
   */
  async trunk(request: ProbeRequest): Promise<ProbeRequest> {
    const located = await locateTrunk(request, this.#locating());
    return this.#reachOne(
      withPlaces(located, this.#avoided.order(placesIn(located), this.#clock.nowMs())),
    );
  }

  /** The places of registrars, the preferred first; rejects when none has an address. */
  async registrars(registrars: readonly Address[]): Promise<[Address, ...Address[]]> {
    const found = await Promise.allSettled(
      registrars.map((one) => placesOf(one, this.#locating())),
    );
    const [first, ...others] = found.flatMap((one) =>
      one.status === 'fulfilled' ? one.value : [],
    );
    if (first === undefined) {
      const failed = found.find((one) => one.status === 'rejected');
      throw (
        failed?.reason ?? new PhoneFault('trunk_name_unresolved', 'no registrar has an address')
      );
    }
    await this.#reach(first);
    return [first, ...others];
  }

  #locating(): Parameters<typeof locateTrunk>[1] {
    return { resolver: this.#resolver, spoken: ['udp', 'tcp', 'tls'], random: this.#random };
  }

  /** The request with the first place to which a connection leads; those before it are left out. */
  async #reachOne(request: ProbeRequest): Promise<ProbeRequest> {
    const places = placesIn(request);
    let first: PhoneFault | null = null;
    for (const [n, place] of places.entries()) {
      const fault = await this.#reach(place);
      if (fault === null) return n === 0 ? request : withPlaces(request, places.slice(n));
      first ??= fault;
    }
    throw first ?? new PhoneFault('trunk_unreachable', 'the trunk has no address');
  }

  /**
   * Listens for what a trunk is spoken with, so that it may open connections too; on the port of UDP where that is free.
   * A WebSocket client cannot listen, nor can TLS without a certificate of ours: there the connection has to serve.
   */
  #listenFor(transport: Transport): Promise<void> {
    if (transport !== 'tcp' && !(transport === 'tls' && this.#listensForTls))
      return Promise.resolve();
    let listening = this.#listening.get(transport);
    if (listening === undefined) {
      const port = transport === 'tcp' ? this.#sip.local.port : 0;
      const listen = (on: number): Promise<void> =>
        this.#sip.transports.listen({ transport, host: this.#host, port: on });
      listening = listen(port).catch(() => listen(0));
      this.#listening.set(transport, listening);
    }
    return listening;
  }

  /** Connects where connections are used; gives the fault that keeps us from it. */
  async #reach(place: Address): Promise<PhoneFault | null> {
    await this.#listenFor(transportOf(place));
    try {
      await this.#sip.transports.reach(place);
      return null;
    } catch (error) {
      return certificateFault(error, place) ?? unreachable(error, place);
    }
  }
}

function unreachable(error: unknown, place: Address): PhoneFault {
  const why = systemErrorCode(error) || (error instanceof Error ? error.message : String(error));
  return new PhoneFault(
    'trunk_unreachable',
    `no ${transportOf(place)} connection to ${place.name ?? place.host} (${hostPort(place)}): ${why}`,
  );
}

/** Where a request may go next, in order. */
function placesIn({ trunk }: ProbeRequest): readonly Address[] {
  return [trunk.outboundProxy ?? trunk.address, ...(trunk.alternatives ?? [])];
}

/** The same request to other places. */
function withPlaces(request: ProbeRequest, places: readonly Address[]): ProbeRequest {
  const { trunk } = request;
  const [first = trunk.outboundProxy ?? trunk.address, ...alternatives] = places;
  const hop = trunk.outboundProxy === undefined ? { address: first } : { outboundProxy: first };
  return { ...request, trunk: { ...trunk, ...hop, alternatives } };
}
