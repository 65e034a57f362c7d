import { defaultPort, type Address, type RandomSource, type Transport } from '../address.ts';
import { isLiteral } from '../uri.ts';
import type { NameResolver, NaptrRecord } from './name-records.ts';
import { orderServices } from './order-services.ts';

/** A server as a URI or a person names it. */
export interface ServerName {
  /** A domain or a literal address, without brackets. */
  readonly host: string;
  /** Null: asked of the name service, else the transport's. */
  readonly port: number | null;
  /** Null: asked of the name service, else UDP. */
  readonly transport: Transport | null;
  /** A `sips:` URI: TLS on the way and nothing less. */
  readonly secure?: boolean;
}

export interface LocateOptions {
  readonly resolver: NameResolver;
  /** What we speak, the preferred first. */
  readonly spoken: readonly Transport[];
  readonly random: RandomSource;
}

/** The services of NAPTR and the names of SRV (RFC 3263 section 4.1, RFC 7118 section 8). */
const services: Readonly<Record<Transport, { readonly naptr: string; readonly srv: string }>> = {
  udp: { naptr: 'SIP+D2U', srv: '_sip._udp' },
  tcp: { naptr: 'SIP+D2T', srv: '_sip._tcp' },
  tls: { naptr: 'SIPS+D2T', srv: '_sips._tcp' },
  ws: { naptr: 'SIP+D2W', srv: '_sip._ws' },
  wss: { naptr: 'SIPS+D2W', srv: '_sips._ws' },
};

/** More places than this are not tried for one request. */
const maxPlaces = 16;

/**
 * The places at which a server may be reached, in the order in which they are to be tried (RFC 3263 section 4): NAPTR
 * chooses the transport, SRV host and port, addresses the rest. Empty when the name has no address. Rejects as the
 * resolver does when the name service cannot tell.
 */
export async function locateServer(server: ServerName, options: LocateOptions): Promise<Address[]> {
  const { host, port, transport } = server;
  const usual: Transport = server.secure === true ? 'tls' : 'udp';
  if (isLiteral(host)) return [placeOf(host, port, transport ?? usual, host)];
  if (port !== null) return addressed(host, port, transport ?? usual, host, options);
  const wanted = options.spoken.filter(
    (spoken) =>
      (transport === null || spoken === transport) &&
      (server.secure !== true || spoken === 'tls' || spoken === 'wss'),
  );
  const queries =
    transport === null
      ? ((await byNaptr(host, wanted, options.resolver)) ?? bySrvNames(host, wanted))
      : bySrvNames(host, wanted);
  const places: Address[] = [];
  for (const query of queries) {
    const records = orderServices(await options.resolver.srv(query.name), options.random);
    for (const record of records) {
      if (places.length >= maxPlaces) return places;
      places.push(...(await addressed(record.name, record.port, query.transport, host, options)));
    }
  }
  if (places.length > 0) return places.slice(0, maxPlaces);
  const last = transport ?? (wanted.includes(usual) ? usual : (wanted[0] ?? usual));
  return addressed(host, null, last, host, options);
}

interface SrvQuery {
  readonly name: string;
  readonly transport: Transport;
}

/** The SRV names that NAPTR chooses, null when it has nothing for what we speak. */
async function byNaptr(
  host: string,
  wanted: readonly Transport[],
  resolver: NameResolver,
): Promise<SrvQuery[] | null> {
  const records = [...(await resolver.naptr(host))].sort(
    (a, b) => a.order - b.order || a.preference - b.preference,
  );
  const queries = records.flatMap((record) => {
    const transport = wanted.find((one) => isFor(record, one));
    return transport === undefined ? [] : [{ name: record.replacement, transport }];
  });
  return queries.length === 0 ? null : queries;
}

function isFor({ flags, service }: NaptrRecord, transport: Transport): boolean {
  return flags.toLowerCase() === 's' && service.toUpperCase() === services[transport].naptr;
}

function bySrvNames(host: string, wanted: readonly Transport[]): SrvQuery[] {
  return wanted.map((transport) => ({ name: `${services[transport].srv}.${host}`, transport }));
}

/** The places of one host; IPv6 and IPv4 in the resolver's order. */
async function addressed(
  host: string,
  port: number | null,
  transport: Transport,
  name: string,
  { resolver }: LocateOptions,
): Promise<Address[]> {
  const addresses = isLiteral(host) ? [host] : await resolver.addresses(host);
  return addresses.map((address) => placeOf(address, port, transport, name));
}

/** A certificate must be for the name that was asked for, not for what the name service made of it (RFC 5922 section 4). */
function placeOf(host: string, port: number | null, transport: Transport, name: string): Address {
  const place = { host, port: port ?? defaultPort(transport) };
  if (transport === 'udp') return place;
  return name === host || transport === 'tcp'
    ? { ...place, transport }
    : { ...place, transport, name };
}
