import type { Address } from '../sip/address.ts';
import { hostPort } from '../sip/address.ts';
import { locateServer, type LocateOptions } from '../sip/transport/locate-server.ts';
import { isLiteral } from '../sip/uri.ts';
import type { ProbeRequest } from '../user-agent/probe-request.ts';
import { PhoneFault } from './phone-fault.ts';

/** The request with the names of trunk and proxy looked up (RFC 3263); throws PhoneFault when one has no address. */
export async function locateTrunk(
  request: ProbeRequest,
  options: LocateOptions,
): Promise<ProbeRequest> {
  const { trunk } = request;
  const proxy = trunk.outboundProxy;
  const further = trunk.alternatives ?? [];
  if (isPlace(trunk.address) && (proxy === undefined || isPlace(proxy))) return request;
  const [address = trunk.address, ...others] = await placesOf(trunk.address, options);
  const domain = trunk.domain ?? trunk.address.host;
  const located = { ...request, trunk: { ...trunk, address, domain } };
  if (proxy === undefined)
    return { ...located, trunk: { ...located.trunk, alternatives: [...others, ...further] } };
  const [outboundProxy = proxy, ...proxies] = await placesOf(proxy, options);
  const trunkByProxy = { ...located.trunk, outboundProxy, alternatives: [...proxies, ...further] };
  return { ...request, trunk: trunkByProxy };
}

function isPlace(address: Address): boolean {
  return isLiteral(address.host) && address.port !== 0;
}

/** The places that an address names, in the order in which to try them (RFC 3263); throws PhoneFault when there are none. */
export async function placesOf(address: Address, options: LocateOptions): Promise<Address[]> {
  if (isPlace(address)) return [address];
  const { host, port } = address;
  const transport = address.transport ?? (port === 0 ? null : 'udp');
  try {
    const places = await locateServer(
      { host, port: port === 0 ? null : port, transport },
      // WebSockets are for whoever asks for them.
      transport === null ? options : { ...options, spoken: [transport] },
    );
    const { path } = address;
    if (places.length > 0)
      return path === undefined ? places : places.map((place) => ({ ...place, path }));
  } catch (error) {
    throw new PhoneFault(
      'trunk_name_unresolved',
      `the name service could not tell where ${hostPort(address)} is: ${String(error)}`,
    );
  }
  throw new PhoneFault(
    'trunk_name_unresolved',
    `the trunk's name ${host} has no address: check its spelling`,
  );
}
