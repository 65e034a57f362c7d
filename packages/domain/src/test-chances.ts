/** Park–Miller's generator for tests: chances from 0 to 1, the same from the same seed of 1 or more. */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
