/** What each of `SIGNS` counts for an entry; fitted and written by `packages/knowledge/scripts/fit-confidence.ts`. */
export const ENTRY_WEIGHTS: readonly number[] = [
  /* bias */ -2.2447, /* phrase */ 0.95298, /* unasked */ -1.0331, /* inTitle */ 1.2139,
  /* inWhole */ 1.4676, /* missing */ -0.4382, /* missingNoun */ -0.82113,
  /* missingInTitle */ -0.16448, /* margin */ 1.9028, /* score */ 0.76062, /* kindMissing */ 0,
  /* unitMissing */ -0.20411, /* foreignFigure */ -1.0261, /* amount */ 1.307,
  /* specialMissing */ -0.87916,
];
