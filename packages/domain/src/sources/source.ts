/** A document or system in which numbers are published. */
export interface Source {
  readonly id: string;
  readonly name: string;
  /** Path or address it was read from, as the user gave it. */
  readonly origin: string;
  readonly format: string;
  /** SHA-256 of the bytes, lower-case hexadecimal: the same document is imported once. */
  readonly sha256: string;
  /** Day of publication in the city's calendar (`2026-11-23`), when the document states it. */
  readonly publishedOn: string | null;
  readonly importedAtMs: number;
  /** Area code that holds for numbers of this source that carry none (`028`). */
  readonly areaCode: string | null;
  /** The department whose document it is, when it is one department's. */
  readonly departmentId: string | null;
  /** Sample-city sources make sample-city lines, which ring in the simulated exchange only. */
  readonly sample: boolean;
}
