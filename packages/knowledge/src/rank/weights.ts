/** What each of `FEATURES` counts; fitted and written by `packages/knowledge/scripts/fit-ranking.ts`. */
export const WEIGHTS: readonly number[] = [
  /* pairs */ 3.6782, /* pairsWritten */ -8.0275, /* pairsHeard */ -0.26568, /* letters */ 3.0326,
  /* lettersWritten */ 3.1606, /* words */ 4.2621, /* pairsSeldomRepeated */ 0.92545,
  /* pairsOftenRepeated */ 3.3941, /* covered */ 5.0849, /* coveredRare */ -2.4524,
  /* rarest */ 3.2966, /* triples */ -3.6709, /* apart */ 2.0564, /* longest */ 0.74233,
  /* closeBy */ 2.4924, /* near */ 3.6693, /* length */ -0.45714,
];
