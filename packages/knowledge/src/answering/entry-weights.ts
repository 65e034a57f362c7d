/** What each of `SIGNS` counts for an entry; fitted and written by `packages/knowledge/scripts/fit-confidence.ts`. */
export const ENTRY_WEIGHTS: readonly number[] = [
  /* bias */ -2.2524, /* phrase */ 0.9532, /* unasked */ -1.0325, /* inTitle */ 1.2142,
  /* inWhole */ 1.4705, /* missing */ -0.4413, /* missingNoun */ -0.8228,
  /* missingInTitle */ -0.1628, /* margin */ 1.903, /* score */ 0.76219, /* kindMissing */ 0,
  /* unitMissing */ -0.20375, /* foreignFigure */ -1.0263, /* amount */ 1.3051,
  /* specialMissing */ -0.87127,
];
