// The walls of the house: domain ← application ← adapters ← main. ARCHITECTURE.md says why.

/** A room of the domain imports only the rooms above it in this list. */
const DOMAIN_ROOMS = [
  'text-order',
  'money',
  'period',
  'party',
  'line-item',
  'credit',
  'credit-rule',
  'credit-record',
  'split',
  'price',
  'ledger',
  'statement',
  'cloud-rules',
  'access',
  'checks',
];

const TESTS = '[.]test[.]ts$';
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const roomOrder = DOMAIN_ROOMS.map((room, at) =>
  forbid(
    `domain-room-${room}`,
    `${room} may import only: ${DOMAIN_ROOMS.slice(0, at).join(', ') || 'no other room'}.`,
    { path: `^src/domain/${room}/` },
    { path: '^src/domain/', pathNot: DOMAIN_ROOMS.slice(0, at + 1).map((above) => `^src/domain/${above}/`) },
  ),
);

export default {
  forbidden: [
    ...roomOrder,
    forbid(
      'domain-is-pure',
      'The domain imports no npm package and nothing of Node: no files, no clock, no network.',
      { path: '^src/domain/', pathNot: TESTS },
      { dependencyTypes: ['core', ...NPM] },
    ),
    forbid(
      'domain-knows-only-domain',
      'Arrows point inwards: the domain knows nothing of verbs, technologies or the program.',
      { path: '^src/domain/' },
      { path: '^(src|test|bench|examples)/', pathNot: '^src/domain/' },
    ),
    forbid(
      'application-knows-only-domain',
      'A verb speaks to the outside through ports.ts.',
      { path: '^src/application/', pathNot: TESTS },
      { path: '^(src|test|bench|examples)/', pathNot: '^src/(domain|application)/' },
    ),
    forbid(
      'application-uses-no-package',
      'A technology is an adapter behind a port.',
      { path: '^src/application/', pathNot: TESTS },
      { dependencyTypes: NPM },
    ),
    forbid(
      'table-files-knows-no-book',
      'Rows and cells as files: what they mean is said elsewhere.',
      { path: '^src/table-files/', pathNot: TESTS },
      { path: '^src/', pathNot: '^src/(table-files|domain/money)/' },
    ),
    forbid(
      'table-files-is-for-adapters',
      'A technology is an adapter behind a port.',
      { path: '^src/(domain|application|contract|web)/' },
      { path: '^src/table-files/' },
    ),
    forbid(
      'contract-knows-only-zod',
      'What goes over the wire is said without knowing who computes it.',
      { path: '^src/contract/' },
      { path: '^src/', pathNot: '^src/contract/' },
    ),
    forbid(
      'contract-is-the-wire',
      'Only the service and the console speak the wire; the law and the verbs do not know it.',
      { path: '^src/', pathNot: ['^src/(contract|web|adapters/http)/', TESTS] },
      { path: '^src/contract/' },
    ),
    forbid(
      'console-sees-only-contract',
      'The console computes nothing: what it needs is asked of the service.',
      { path: '^src/web/' },
      { path: '^src/', pathNot: '^src/(web|contract)/' },
    ),
    forbid(
      'adapters-are-strangers',
      'An adapter may be replaced without the others noticing.',
      { path: '^src/adapters/([^/]+)/' },
      { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    ),
    forbid(
      'nobody-knows-main',
      'Only main knows everyone, and nobody knows main.',
      { path: '^src/', pathNot: ['^src/main/', TESTS] },
      { path: '^src/main/' },
    ),
    forbid(
      'checks-judge-from-outside',
      'A check that the checked code uses proves nothing.',
      { path: '^src/', pathNot: ['^src/domain/checks/', '^src/(application|main)/', TESTS] },
      { path: '^src/domain/checks/' },
    ),
    forbid(
      'the-product-needs-no-test',
      'What ships imports no test, no benchmark, no development package.',
      { path: '^src/', pathNot: TESTS },
      { path: [TESTS, '^(test|bench|examples)/'] },
    ),
    forbid(
      'no-development-package',
      'A package that the product imports is a dependency, not a development dependency.',
      { path: '^src/', pathNot: TESTS },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'no-unlisted-package',
      'Every package stands in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid('no-cycle', 'Two files that need each other are one file or three.', {}, { circular: true }),
    // The page itself asks for what is in public/; the routes are made by the build.
    forbid(
      'no-orphan',
      'A file that nobody needs is removed.',
      { orphan: true, pathNot: [TESTS, '^src/web/public/', '[.]d[.]ts$'] },
      {},
    ),
    forbid(
      'nothing-missing',
      'Every import leads somewhere.',
      {},
      { couldNotResolve: true, pathNot: '^virtual:routes$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types are walls too: an import that only TypeScript sees counts.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
