const ours = (names) => `^packages/(${names})/`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** Agents and scenarios that several tests share. */
const simulations = '^packages/telephony/src/sip/simulation/';
const nothingOfOurs = (name, why) =>
  forbid(
    `${name}-stands-alone`,
    why,
    { path: `^packages/${name}/src/`, pathNot: ['\\.test\\.ts$', simulations] },
    { path: '^packages/', pathNot: `^packages/${name}/` },
  );
const only = (name, allowed, why) =>
  forbid(
    `${name}-imports`,
    why,
    { path: `^packages/${name}/src/`, pathNot: '\\.test\\.ts$' },
    { path: '^packages/', pathNot: ours([name, ...allowed].join('|')) },
  );

export default {
  forbidden: [
    forbid(
      'no-cycles',
      'A cycle means that two files are one thing, or that one of them is in the wrong place.',
      {},
      { circular: true },
    ),
    nothingOfOurs(
      'numbers',
      'Reading numbers is useful alone, and stays testable without the product.',
    ),
    nothingOfOurs(
      'telephony',
      'Strangers use the SIP/RTP stack alone; it must not know the product.',
    ),
    nothingOfOurs('capacity', 'Traffic theory is mathematics; it knows no product.'),
    nothingOfOurs(
      'knowledge',
      'Finding entries is useful alone, and is measured without the product.',
    ),
    only(
      'domain',
      ['numbers', 'capacity'],
      'Rules speak of numbers and traffic, never of screens, sockets or storage.',
    ),
    only(
      'exchange',
      ['telephony', 'numbers', 'capacity', 'domain'],
      'The simulated network must not see how the product judges it.',
    ),
    only('contract', ['domain'], 'The contract is what the outside may know of the domain.'),
    only('ui', ['contract'], 'Shared components know only the contract.'),
    only('console', ['ui', 'contract'], 'The console speaks to the server over HTTP only.'),
    forbid(
      'ui-is-light',
      'The citizen portal loads ui; antd and charts would break its budget.',
      { path: '^packages/ui/' },
      { path: 'node_modules/(antd|echarts|@ant-design)/' },
    ),
    forbid(
      'nobody-imports-server',
      'The server is the top; whatever is wanted of it belongs in a package below. (The testkit opens whole cities for tests.)',
      { path: '^packages/(?!server/|testkit/)', pathNot: '\\.test\\.ts$' },
      { path: '^packages/server/' },
    ),
    forbid(
      'only-tests-import-testkit',
      'The testkit is for tests.',
      { path: '^packages/(?!testkit/)', pathNot: ['\\.test\\.tsx?$', simulations] },
      { path: '^packages/testkit/' },
    ),
    forbid(
      'only-tests-import-simulations',
      'Agents and wires of simulated calls are for tests.',
      { path: '^packages/', pathNot: ['\\.test\\.ts$', simulations] },
      { path: simulations },
    ),
    forbid(
      'pure-packages-do-no-io',
      'Sans-I/O packages run under virtual time; only the bindings may touch the machine.',
      {
        path: '^packages/(numbers|telephony|capacity|knowledge|domain|contract|exchange)/src/',
        pathNot: ['^packages/(telephony|exchange)/src/node/', '\\.test\\.ts$'],
      },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'domain-below-app',
      'app decides with domain, never the other way round; adapters never reach around app into store.',
      { path: '^packages/server/src/(http|jobs|voice|cli)/', pathNot: '\\.test\\.ts$' },
      { path: '^packages/server/src/(store|sources|outbound|channels)/' },
    ),
    forbid(
      'app-declares-ports',
      'app declares ports which store, sources, outbound and channels implement; only main.ts wires.',
      { path: '^packages/server/src/app/', pathNot: '\\.test\\.ts$' },
      {
        path: '^packages/server/src/(store|sources|outbound|channels|http|jobs|voice|cli|bindings)/',
      },
    ),
    forbid(
      'adapters-are-apart',
      'http, jobs, voice and cli are doors of one house; they meet in app.',
      { path: '^packages/server/src/(http|jobs|voice|cli)/([^/]+)', pathNot: '\\.test\\.ts$' },
      { path: '^packages/server/src/(http|jobs|voice|cli)/', pathNot: '^packages/server/src/$1/' },
    ),
    forbid(
      'store-implements-app',
      'store, sources, outbound and channels see the ports of app and the domain, nothing else of the server.',
      { path: '^packages/server/src/(store|sources|outbound|channels)/', pathNot: '\\.test\\.ts$' },
      { path: '^packages/server/src/(http|jobs|voice|cli)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
