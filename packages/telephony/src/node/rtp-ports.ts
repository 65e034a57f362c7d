import type { Socket } from 'node:dgram';
import { PhoneFault } from './phone-fault.ts';
import { openUdpSocket, systemErrorCode } from './udp-socket.ts';

/** An inclusive range of UDP ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** A port is listened to for so long before a call gets it: longer than streams rest between two packets. */
const listenMs = 70;
/**
 * So many ports are listened to ahead of the calls that will want them, as many as calls go on where these are more
 * (they may all end at once), and no more than this part of the range.
 */
const leastAhead = 16;
const aheadShare = 0.25;

/** A port that no call has yet. */
interface QuietPort {
  readonly socket: Socket;
  readonly port: number;
  readonly sinceMs: number;
  /** Whether somebody sends to it: the media of a call that this machine knows no longer. */
  isDisturbed: boolean;
}

/**
 * Hands out even RTP ports of a range (RFC 3550 section 11), each time the one that has rested longest, and only after
 * nothing has come to it for a while: far ends go on sending to the ports of a program that was killed, and what they
 * send must not be heard as another call's. The odd port beside each stays free for RTCP.
 */
export class RtpPorts {
  readonly #host: string;
  readonly #free: number[] = [];
  readonly #ahead: QuietPort[] = [];
  readonly #mostAhead: number;
  #inUse = 0;
  #opening = 0;
  #isClosed = false;

  constructor(host: string, range: PortRange) {
    this.#host = host;
    for (let port = range.from + (range.from % 2); port + 1 <= range.to; port += 2)
      this.#free.push(port);
    this.#mostAhead = Math.floor(this.#free.length * aheadShare);
  }

  /** Opens a socket on the next port that no other program holds or sends to; rejects with PhoneFault when there is none. */
  async open(): Promise<{ socket: Socket; port: number }> {
    for (let tries = this.#free.length + this.#ahead.length; tries > 0; tries -= 1) {
      const quiet = this.#ahead.shift() ?? (await this.#listenTo());
      this.#listenAhead();
      if (!quiet.isDisturbed) await rest(quiet.sinceMs + listenMs - performance.now());
      const { socket, port } = quiet;
      socket.removeAllListeners('message');
      if (!quiet.isDisturbed) {
        socket.ref();
        this.#inUse += 1;
        return { socket, port };
      }
      socket.close();
      this.#free.push(port);
    }
    throw this.#exhausted();
  }

  release(port: number): void {
    this.#inUse -= 1;
    this.#free.push(port);
  }

  /** Closes what no call has. */
  close(): void {
    this.#isClosed = true;
    for (const { socket } of this.#ahead.splice(0)) socket.close();
  }

  async #listenTo(): Promise<QuietPort> {
    for (let tries = this.#free.length; tries > 0; tries -= 1) {
      const port = this.#free.shift();
      if (port === undefined) break;
      try {
        const socket = await openUdpSocket({ host: this.#host, port });
        const quiet = { socket, port, sinceMs: performance.now(), isDisturbed: false };
        const disturb = (): void => {
          quiet.isDisturbed = true;
        };
        socket.on('message', disturb);
        socket.on('error', disturb);
        return quiet;
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
    throw this.#exhausted();
  }

  /** Opens what is missing ahead; whoever needs a port when none can be opened is told why. */
  #listenAhead(): void {
    const wanted = Math.min(this.#mostAhead, Math.max(leastAhead, this.#inUse));
    while (this.#ahead.length + this.#opening < wanted && this.#free.length > 0) {
      this.#opening += 1;
      this.#listenTo()
        .then(
          (quiet) => {
            if (this.#isClosed) quiet.socket.close();
            else {
              quiet.socket.unref();
              this.#ahead.push(quiet);
            }
          },
          () => undefined,
        )
        .finally(() => {
          this.#opening -= 1;
        });
    }
  }

  #exhausted(): PhoneFault {
    return new PhoneFault(
      'rtp_ports_exhausted',
      `no RTP port is free on ${this.#host}; widen the range`,
    );
  }
}

function rest(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((rested) => setTimeout(rested, ms));
}
