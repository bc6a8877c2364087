/**
 * The import law. Each folder of `service/` lists which other folders it may import, and of which it may only name
 * types. Type imports count: they are how a pure folder first learns of a database. `npm run import-law` checks it.
 */
const edges = ['discourse', 'storage', 'queue', 'rule-files', 'metrics', 'calendars', 'notify'];
const stages = ['ingest', 'evaluate', 'explain', 'deliver', 'measure', 'sweep', 'steer', 'alert'];

const stage = {
  values: [
    'model',
    'privacy',
    'rulebook',
    'engine',
    'discourse/wire',
    'discourse/discourse-error.ts',
    'queue/jobs.ts',
  ],
  types: [...edges, 'forum'],
};

const law = {
  // pure: no Node module
  model: { pure: true, values: [] },
  rulebook: { pure: true, values: ['model'] },
  engine: { pure: true, values: ['model', 'rulebook'] },

  // what is held about members, why and for how long: numbers for those who forget, words for those who tell
  privacy: { pure: true, values: ['model'] },

  // what `config.ts` puts together from the environment
  // and from the file of forums, in the YAML that rules are read in too
  config: {
    values: ['model', 'privacy', 'rulebook/reading/read-yaml.ts', 'rulebook/reading/did-you-mean.ts'],
  },

  // edges: never each other
  discourse: { values: ['model'] },
  storage: { values: ['model'] },
  queue: { values: ['model'] },
  embedded: { values: ['model'] },
  metrics: { values: ['model'] },
  notify: { values: ['model'] },
  calendars: { values: ['model'] },
  'rule-files': { values: ['model', 'rulebook'] },

  // stages: never each other; edges are handed to them
  ...Object.fromEntries(stages.map((name) => [name, stage])),

  // what the stages of one forum share: its bot, its categories
  forum: { values: ['model', 'rulebook', 'discourse/wire'], types: ['discourse', 'storage'] },

  // what an administrator lets Waypost do on a forum, once: asked of the forum, planned, carried out, taken back
  connect: { values: ['model', 'discourse/wire', 'discourse/discourse-error.ts'], types: ['discourse'] },

  // judges what was found; those who find it are elsewhere
  doctor: {
    pure: true,
    values: [
      'model',
      'connect/bot-scopes.ts',
      'connect/texts',
      'connect/webhook-events.ts',
      'connect/what-is-wrong-with-hook.ts',
      'discourse/wire',
    ],
  },

  // composition: the only folder that constructs clients, stores and queues
  runtime: {
    values: [
      'model',
      'privacy',
      'rulebook',
      'engine',
      ...edges,
      'embedded',
      'forum',
      ...stages,
      'look',
      'demo-forum',
      'dashboard',
      'connect',
      'config.ts',
      'logger.ts',
    ],
    types: ['runtime.ts'],
  },

  // faces
  look: { values: ['model'] },
  'demo-forum': { values: ['model', 'look'] },
  dashboard: {
    values: [
      'look',
      'model',
      'privacy',
      'rulebook',
      'engine',
      'connect/texts',
      'discourse/wire',
      'queue/jobs.ts',
    ],
    types: [...edges, ...stages, 'connect'],
  },
  cli: {
    values: [
      'model',
      'privacy',
      'rulebook',
      'engine',
      'rule-files',
      'discourse',
      // what doctor asks of a Redis
      'queue/read-redis.ts',
      // the error alone, so that a program that has only to tell it reads no settings
      'config/config-error.ts',
      'config.ts',
      'logger.ts',
      'runtime',
      'embedded',
      'connect',
      'doctor',
      ...stages,
    ],
    types: ['storage', 'queue', 'metrics'],
  },
};

/** @param {string[]} places folders or files below service/ */
function below(places) {
  return places.map((place) =>
    place.endsWith('.ts') ? `^service/${place.replace('.', '\\.')}$` : `^service/${place}/`,
  );
}

const layerRules = Object.entries(law).flatMap(([folder, { pure = false, values, types = [] }]) => {
  const from = { path: `^service/${folder}/` };
  const rules = [
    {
      name: `${folder}-imports`,
      comment: `service/${folder} may import ${[folder, ...values].join(', ')}${types.length ? `, and types of ${types.join(', ')}` : ''}`,
      severity: 'error',
      from,
      to: { path: '^service/', pathNot: below([folder, ...values, ...types]) },
    },
  ];
  if (types.length > 0) {
    rules.push({
      name: `${folder}-imports-only-types`,
      comment: `service/${folder} may only name types of ${types.join(', ')}: the values are handed to it`,
      severity: 'error',
      from,
      to: { path: below(types), pathNot: below([folder, ...values]), dependencyTypesNot: ['type-only'] },
    });
  }
  if (pure) {
    rules.push({
      name: `${folder}-is-pure`,
      comment: `service/${folder} imports no Node module: it computes, and its callers read and write`,
      severity: 'error',
      from,
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
});

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'folder-has-a-law',
      comment: 'a new folder of service/ gets its line in .dependency-cruiser.cjs before it imports anything',
      severity: 'error',
      from: { path: '^service/[^/]+/', pathNot: below(Object.keys(law)) },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'files that import each other are one file or three; type imports count',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-content-or-tests',
      comment:
        'plugin/ speaks HTTP, rules/ is content with readers of its own, test/ looks at the product from outside',
      severity: 'error',
      from: { path: '^service/' },
      to: { path: '^(plugin|rules|test)/' },
    },
    {
      name: 'bullmq-behind-queue',
      comment: 'service/queue/ is the only importer of bullmq',
      severity: 'error',
      from: { path: '^service/', pathNot: '^service/queue/' },
      to: { path: '(^|/)node_modules/bullmq/' },
    },
    {
      name: 'sql-behind-storage',
      comment: 'queries live in service/storage/; service/embedded/ asks its own server how it is',
      severity: 'error',
      from: {
        path: '^service/',
        pathNot: ['^service/(storage|embedded|queue)/', '^service/runtime(/|\\.ts$)'],
      },
      to: { path: '(^|/)node_modules/(kysely|pg|@types/pg)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'what the product needs stands under "dependencies" in package.json',
      severity: 'error',
      from: { path: '^service/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'an import names a real file, or a package of package.json',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
