import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that wait for browsers and telephones begin first, so that none of them is left alone at the end. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => /[/](e2e|telephony)[/]/.test(moduleId);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

/**
 * Tests that wait for the timers of RFC 3261, for a menu that is spoken, for addresses that hang: they need next to no
 * processor, so `npm test` runs them as a third beside the two workers of the others.
 */
const waiting = [
  'packages/telephony/src/node/asterisk-menu.int.test.ts',
  'packages/server/src/voice/trunk-registration.int.test.ts',
  'packages/server/src/app/telling/telling.int.test.ts',
  'packages/server/src/app/work-orders/work-orders.int.test.ts',
  'packages/server/src/outbound/outbound.int.test.ts',
];

/** What tests over sockets and databases have in common. */
const overSockets = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  globalSetup: 'packages/testkit/src/city-template.ts',
  pool: 'forks',
} as const;

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    // Vitest asks for an order of its own (groupOrder) wherever the number of workers is another.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', '{bench,fuzz,scripts}/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**'],
          // Pure functions leave nothing behind: what they import is loaded once for all, which halves the time.
          isolate: false,
          // Hours of sound and thousands of calls are computed: a busy machine takes its time.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['packages/*/src/**/*.int.test.ts'],
          exclude: ['**/node_modules/**', ...waiting],
          ...overSockets,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          // Each opens a city of its own in a program that is loaded once for all of them.
          isolate: false,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          ...overSockets,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'waiting',
          include: waiting,
          ...overSockets,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
