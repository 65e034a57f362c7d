/** Tables of the prints of calls. */
export interface PrintTables {
  observation_prints: ObservationPrints;
}

interface ObservationPrints {
  observation_id: string;
  from_ms: number;
  to_ms: number;
  kind: 'speech' | 'music';
  after_answer: boolean;
  print: Buffer;
}
