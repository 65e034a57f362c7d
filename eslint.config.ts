import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const injected =
  'is injected: take it from the ports that the caller gives (see ARCHITECTURE.md, invariants).';

/** Time, randomness and the environment are injected everywhere but in these bindings. */
const bindings = [
  'packages/telephony/src/node/**',
  'packages/exchange/src/node/**',
  'packages/server/src/main.ts',
  'packages/server/src/bindings/**',
  // A thread of its own, which binds its clock itself.
  'packages/server/src/voice/live/phone-thread.ts',
  'packages/testkit/**',
  'bench/**',
  'e2e/**',
  'fuzz/**',
  'scripts/**',
  'examples/**',
  '**/*.test.ts',
  '**/*.config.ts',
];

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', 'data/**', '**/*.mjs', '**/*.cjs', '**/*.js'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['packages/console/vite.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['packages/*/src/**/*.ts', 'packages/*/src/**/*.tsx'],
    ignores: [...bindings, 'packages/ui/**', 'packages/console/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: `Time ${injected}` },
        { object: 'performance', property: 'now', message: `Time ${injected}` },
        { object: 'Math', property: 'random', message: `Randomness ${injected}` },
        { object: 'process', property: 'env', message: `The environment ${injected}` },
      ],
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
          name,
          message: `A timer ${injected}`,
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: `Time ${injected}`,
        },
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` union.' },
      ],
    },
  },
  {
    files: [
      'bench/**',
      'e2e/**',
      'fuzz/**',
      'scripts/**',
      'packages/*/scripts/**',
      'examples/**',
      'packages/server/src/cli/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['packages/console/**/*.tsx', 'packages/ui/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['**/*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
);
