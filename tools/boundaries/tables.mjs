// Who may import whom: one table of layers and scopes for the tags (`nx.tags`) of the packages, one of rooms for the
// backend, one for the console. Everything that is not written here is forbidden.

/** From the layer to the layers it may import. @type {Record<string, string[]>} */
export const LAYERS = {
  'layer:app': ['layer:lib'],
  'layer:lib': ['layer:lib'],
};

/**
 * @typedef {object} Scope
 * @property {string[]} scopes the other scopes it may import
 * @property {string[]} [packages] the only packages of npm that its sources may import; without it, any it declares
 * @property {string[]} [builtins] the only modules of Node that its sources may import; without it, any
 */

/** A lib decides and remembers nothing: no framework, no database, no files. @type {Record<string, Scope>} */
export const SCOPES = {
  'scope:contracts': { scopes: [], packages: ['zod'], builtins: [] },
  'scope:otp': { scopes: [], packages: ['libphonenumber-js'], builtins: ['crypto'] },
  'scope:sms': { scopes: [], packages: [], builtins: ['crypto', 'net', 'tls'] },
  'scope:texts': {
    scopes: ['scope:contracts', 'scope:sms'],
    packages: ['intl-messageformat', '@formatjs/icu-messageformat-parser', 'diff'],
    builtins: [],
  },
  'scope:backend': { scopes: ['scope:contracts', 'scope:otp', 'scope:sms', 'scope:texts'] },
  'scope:simulator': { scopes: [] },
  'scope:admin': { scopes: ['scope:contracts', 'scope:otp', 'scope:texts'] },
};

/** Tests of whole systems start them with what the backend's own tests have for it; that is all they see of another app. */
export const END_TO_END = { from: '^apps/[^/]+/e2e/', to: '^apps/backend/src/test/' };

/** What every room of the backend stands on. */
const GROUND = ['config', 'platform', 'database'];

/**
 * The rooms of `apps/backend/src`, in the order a code travels, and the rooms each may import.
 * @type {Record<string, string[]>}
 */
export const BACKEND_ROOMS = {
  config: [],
  i18n: ['platform'],
  platform: ['config', 'i18n'],
  database: ['config', 'platform'],
  audit: GROUND,
  applications: [...GROUND, 'audit'],
  'sms-transport': [...GROUND, 'audit', 'applications'],
  templates: [...GROUND, 'audit', 'applications'],
  delivery: [...GROUND, 'sms-transport'],
  otp: [...GROUND, 'audit', 'applications', 'templates', 'delivery'],
  receipts: [...GROUND, 'delivery', 'sms-transport'],
  'message-log': [...GROUND, 'audit', 'applications'],
  statistics: GROUND,
  'try-it': [...GROUND, 'audit', 'applications', 'templates', 'sms-transport', 'delivery', 'otp', 'operators'],
  operators: [...GROUND, 'audit', 'applications'],
  health: [...GROUND, 'sms-transport'],
  retention: [...GROUND, 'otp', 'delivery', 'receipts', 'message-log', 'operators', 'sms-transport', 'statistics'],
  jobs: [...GROUND, 'audit', 'retention', 'statistics'],
};

/**
 * The places of the backend where rooms are put together: they may import any room, and no room may import them.
 * @type {RegExp[]}
 */
export const BACKEND_ASSEMBLY = [
  /^(main|cli|app\.module|app\.lifecycle)\.ts$/,
  /^cli\//,
  /^database\/seed\//,
  /^test\//,
];

/** The one list of all entities; of the rooms it may import nothing else. */
export const BACKEND_ENTITY_LIST = /^database\/data-source\.ts$/;

/** The rooms of `apps/admin`, and the rooms each may import. @type {Record<string, string[]>} */
export const ADMIN_ROOMS = {
  lib: [],
  ui: ['lib'],
  'features/factors': ['lib', 'ui'],
  'features/session': ['lib', 'ui', 'features/factors'],
  'features/shell': ['lib', 'ui', 'features/session'],
  'features/log': ['lib', 'ui', 'features/shell', 'features/session'],
  'features/messages': ['lib', 'ui', 'features/shell', 'features/session', 'features/log'],
  'features/verifications': ['lib', 'ui', 'features/shell', 'features/session', 'features/log', 'features/messages'],
  'features/overview': ['lib', 'ui', 'features/shell', 'features/session', 'features/log', 'features/carriers'],
  'features/try': ['lib', 'ui', 'features/shell', 'features/session', 'features/messages'],
  'features/entry': ['lib', 'ui', 'features/factors'],
  'features/me': ['lib', 'ui', 'features/shell', 'features/session', 'features/factors'],
  'features/team': ['lib', 'ui', 'features/shell', 'features/session'],
  'features/audit': ['lib', 'ui', 'features/session'],
  'features/carriers': ['lib', 'ui', 'features/shell', 'features/session', 'features/audit'],
  'features/routing': ['lib', 'ui', 'features/shell', 'features/session', 'features/audit'],
  'features/apps': ['lib', 'ui', 'features/shell', 'features/session'],
  'features/templates': ['lib', 'ui', 'features/shell', 'features/session'],
  'features/settings': ['lib', 'ui', 'features/session'],
  'features/locales': ['lib', 'ui', 'features/shell', 'features/session', 'features/audit'],
  app: [
    'lib',
    'ui',
    'features/shell',
    'features/session',
    'features/entry',
    'features/me',
    'features/overview',
    'features/log',
    'features/messages',
    'features/verifications',
    'features/try',
    'features/team',
    'features/audit',
    'features/carriers',
    'features/routing',
    'features/apps',
    'features/templates',
    'features/locales',
    'features/settings',
  ],
};
