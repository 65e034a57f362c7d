/** What a connection tells its transports. */
export interface ConnectionUser {
  opened(): void;
  /** A piece of the stream, or over WebSocket one message. */
  received(bytes: Uint8Array): void;
  /** Comes once; nothing follows. */
  closed(reason: string, error: unknown): void;
}

/** A TCP, TLS or WebSocket connection, whichever end opened it. */
export interface Connection {
  /** Whether the far end showed a certificate of the authorities. */
  readonly certified: boolean;
  /** The port on our side; 0 until it is open. */
  readonly localPort: number;
  write(bytes: Uint8Array): void;
  close(): void;
}

/** A far end that reads more slowly than it is written to is given up beyond this many bytes. */
export const maxUnreadBytes = 4 * 1024 * 1024;
