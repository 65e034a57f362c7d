/** What each of `SIGNS` counts for an entry; fitted and written by `packages/knowledge/scripts/fit-confidence.ts`. */
export const ENTRY_WEIGHTS: readonly number[] = [
  /* bias */ -1.9035, /* phrase */ 0.85541, /* unasked */ -1.2075, /* inTitle */ 1.1026,
  /* inWhole */ 1.4448, /* missing */ -0.48915, /* missingNoun */ -0.83314,
  /* missingInTitle */ -0.12408, /* margin */ 1.8655, /* score */ 0.7052, /* kindMissing */ 0,
  /* unitMissing */ -0.18422, /* foreignFigure */ -1.0019, /* amount */ 1.1242,
  /* specialMissing */ -0.93793,
];
