/** Files that people attach, compressed and encrypted at rest, by their identity. */
export interface Attachments {
  /** Keeps the bytes; returns the size at rest. */
  write(id: string, bytes: Uint8Array): Promise<{ sealedBytes: number }>;
  /** The bytes as they were written, or null when there is no such file. */
  read(id: string): Promise<Uint8Array | null>;
}
