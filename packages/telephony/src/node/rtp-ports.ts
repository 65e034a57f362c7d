import type { Socket } from 'node:dgram';
import { PhoneFault } from './phone-fault.ts';
import { openUdpSocket, systemErrorCode } from './udp-socket.ts';

/** An inclusive range of UDP ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Hands out even RTP ports of a range (RFC 3550 section 11), each time the one that has rested longest, so that
 * packets of an old call do not reach a new one. The odd port beside each stays free for RTCP.
 */
export class RtpPorts {
  readonly #host: string;
  readonly #free: number[];

  constructor(host: string, range: PortRange) {
    this.#host = host;
    this.#free = [];
    for (let port = range.from + (range.from % 2); port + 1 <= range.to; port += 2)
      this.#free.push(port);
  }

  /** Opens a socket on the next port that no other program holds. */
  async open(): Promise<{ socket: Socket; port: number }> {
    for (let tries = this.#free.length; tries > 0; tries -= 1) {
      const port = this.#free.shift();
      if (port === undefined) break;
      try {
        return { socket: await openUdpSocket({ host: this.#host, port }), port };
      } catch (error) {
        this.#free.push(port);
        if (systemErrorCode(error) !== 'EADDRINUSE') {
          throw new PhoneFault(
            'sip_address_unavailable',
            `no RTP socket on ${this.#host}: ${String(error)}`,
          );
        }
      }
    }
    throw new PhoneFault(
      'rtp_ports_exhausted',
      `no RTP port is free on ${this.#host}; widen the range`,
    );
  }

  release(port: number): void {
    this.#free.push(port);
  }
}
