import { randomBytes } from 'node:crypto';

import type { Random } from '../app/ports/random.ts';

/** The machine's randomness, fit for secrets. */
export const machineRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };
