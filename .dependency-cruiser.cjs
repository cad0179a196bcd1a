// Who may import whom (docs/adr/0003-boundaries.md). Each rule has a planted violation in
// scripts/check/planted.ts that must be reported, so that a rule that stopped biting fails the check.

const modules = '^apps/api/src/modules'
const store = '/store[a-z-]*\\.ts$'
const databaseLibraries = '(^|/)node_modules/(kysely|pg|pg-copy-streams)/'
/** Kernel files that compute and touch nothing: rules may call them. */
const pureKernel = '^apps/api/src/kernel/(errors|time|money|calendar|clock|ids)\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or one of them knows too much.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved is not checked by any other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'modules-by-the-front-door',
      comment: 'Another module is entered by its index.ts only.',
      severity: 'error',
      from: { path: `${modules}/([^/]+)/` },
      to: { path: `${modules}/[^/]+/`, pathNot: [`${modules}/$1/`, `${modules}/[^/]+/index\\.ts$`] },
    },
    {
      name: 'others-by-the-front-door',
      comment: 'What is outside the modules enters them by index.ts too.',
      severity: 'error',
      from: { pathNot: [`${modules}/`, '^apps/api/src/seed/', '^bench/'] },
      to: { path: `${modules}/[^/]+/`, pathNot: `${modules}/[^/]+/index\\.ts$` },
    },
    {
      name: 'kernel-knows-no-business',
      comment: 'The kernel carries every module and knows none.',
      severity: 'error',
      from: { path: '^apps/api/src/kernel/' },
      to: { path: `${modules}/|^apps/api/src/(seed|supervisor)/|^apps/api/src/[^/]+\\.ts$` },
    },
    {
      name: 'gateways-know-no-business',
      comment: 'A gateway speaks to the outside world; what is said is the module’s affair.',
      severity: 'error',
      from: { path: '^apps/api/src/gateways/' },
      to: { path: `${modules}/|^apps/api/src/(seed|supervisor)/` },
    },
    {
      name: 'packages-know-no-app',
      comment: 'Packages are used by apps, never the other way round.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|bench)/' },
    },
    {
      name: 'apps-know-no-other-app',
      comment: 'The sandbox speaks to the server over HTTP as the real services would.',
      severity: 'error',
      from: { path: '^apps/(sandbox|simulator)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-stores-touch-the-database',
      comment: 'All SQL of a module’s tables is in its store.ts.',
      severity: 'error',
      from: { path: `${modules}/`, pathNot: [store, '\\.test\\.ts$'] },
      to: { path: databaseLibraries },
    },
    {
      name: 'contract-and-gateways-touch-no-database',
      comment: 'Neither packages nor gateways know that there is a database.',
      severity: 'error',
      from: { path: '^(packages/|apps/api/src/gateways/|apps/sandbox/)' },
      to: { path: databaseLibraries },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules.ts decides from data and the time: contract, policy and kernel types only.',
      severity: 'error',
      from: { path: `${modules}/([^/]+)/rules[a-z-]*\\.ts$` },
      to: {
        pathNot: [
          '^packages/(contract|policy|matching|reference)/',
          '^apps/api/src/kernel/',
          `${modules}/$1/(errors|rules[a-z-]*|types)\\.ts$`,
        ],
      },
    },
    {
      name: 'rules-take-kernel-types-only',
      comment: 'What rules.ts takes from the kernel as a value must compute and touch nothing.',
      severity: 'error',
      from: { path: `${modules}/[^/]+/rules[a-z-]*\\.ts$` },
      to: { path: '^apps/api/src/kernel/', pathNot: pureKernel, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'engagements-know-nobody',
      comment: 'The spine is driven by the others and drives none of them.',
      severity: 'error',
      from: { path: `${modules}/engagements/` },
      to: { path: `${modules}/(?!engagements/)` },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'Test helpers and development packages are absent in production.',
      severity: 'error',
      from: { path: '^(apps/[^/]+/src|packages/[^/]+/src)/', pathNot: '\\.(test|testing)\\.ts$' },
      to: { path: '^apps/[^/]+/test/|\\.(test|testing)\\.ts$|(^|/)node_modules/(vitest|fast-check)/' },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)(\\.cache|\\.data)/|^apps/[^/]+/dist/' },
    // Type-only imports are dependencies too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
