import { isEncrypted, isWebSocket, type TrunkTransport } from '@everyline/domain';
import type { Address } from '@everyline/telephony';

/**
 * A server of a trunk as telephony takes it. Its name is what its certificate must be for, and what a web server is
 * asked as; only a web server is asked for a resource.
 */
export function trunkAddress(
  host: string,
  port: number,
  by: { readonly transport: TrunkTransport; readonly webSocketPath: string },
): Address {
  const { transport, webSocketPath } = by;
  return {
    ...{ host, port, transport },
    ...((isEncrypted(transport) || isWebSocket(transport)) && { name: host }),
    ...(isWebSocket(transport) && { path: webSocketPath }),
  };
}
