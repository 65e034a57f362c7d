/** Audio of probes, compressed and encrypted at rest; one recording a probe. */
export interface Recordings {
  /** Keeps G.711 bytes (8,000 B/s); returns the size at rest. */
  write(probeId: string, audio: Uint8Array): Promise<{ sealedBytes: number }>;
  /** The bytes as they were written, or null when there is no such recording. */
  read(probeId: string): Promise<Uint8Array | null>;
  remove(probeId: string): Promise<void>;
}
