import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RightOfWay } from './right-of-way.ts';

/** Work that ends when it is told to. */
function piece(begun: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    end: resolve,
    work: async () => {
      begun.push(name);
      await promise;
    },
  };
}
const settle = async () => {
  for (let n = 0; n < 10; n += 1) await Promise.resolve();
};

it('lets few results be recorded while a call waits for its beginning, and all afterwards', async () => {
  const begun: string[] = [];
  const way = new RightOfWay(1);
  const call = piece(begun, 'call');
  const results = ['a', 'b', 'c'].map((name) => piece(begun, name));
  const all = [way.urgent(call.work), ...results.map(({ work }) => way.patient(work))];
  await settle();
  expect(begun).toEqual(['call', 'a']);
  results[0]?.end();
  await settle();
  expect(begun).toEqual(['call', 'a', 'b']);
  call.end();
  await settle();
  expect(begun).toEqual(['call', 'a', 'b', 'c']);
  for (const { end } of results) end();
  await Promise.all(all);
});

it('passes a failure on, and goes on', async () => {
  const way = new RightOfWay(1);
  await expect(way.urgent(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await expect(way.patient(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await expect(way.patient(() => Promise.resolve(7))).resolves.toBe(7);
});

it('ends everything, in any order', async () => {
  const steps = fc.array(fc.record({ urgent: fc.boolean(), turns: fc.nat(5) }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (pieces, beside) => {
      const way = new RightOfWay(beside);
      let urgent = 0;
      let patient = 0;
      let ended = 0;
      await Promise.all(
        pieces.map(async (one, n) => {
          for (let turn = 0; turn < n % 7; turn += 1) await Promise.resolve();
          if (one.urgent) {
            await way.urgent(async () => {
              urgent += 1;
              for (let turn = 0; turn < one.turns; turn += 1) await Promise.resolve();
              urgent -= 1;
            });
          } else {
            await way.patient(async () => {
              patient += 1;
              for (let turn = 0; turn < one.turns; turn += 1) await Promise.resolve();
              patient -= 1;
            });
          }
          ended += 1;
        }),
      );
      expect([ended, urgent, patient]).toEqual([pieces.length, 0, 0]);
    }),
  );
});
