import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { isPrivateAddress } from './private-address.ts';

/** Name look-up that gives public addresses only; a name with any other is refused by what `refused` makes. */
export function publicLookup(refused: () => Error): LookupFunction {
  return (name, wanted, done) => {
    lookup(name, { ...wanted, all: true }, (error, found) => {
      if (error) {
        done(error, '', 0);
        return;
      }
      const open = found.filter(({ address }) => !isPrivateAddress(address));
      const [first] = open;
      if (!first || open.length < found.length) done(refused(), '', 0);
      else if (wanted.all) done(null, open);
      else done(null, first.address, first.family);
    });
  };
}
