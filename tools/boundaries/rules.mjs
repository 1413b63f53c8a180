// The rules of dependency-cruiser, made from the tags of the packages and from the tables.
import { readProjects } from './projects.mjs';
import {
  ADMIN_ROOMS,
  BACKEND_ASSEMBLY,
  BACKEND_ENTITY_LIST,
  BACKEND_ROOMS,
  END_TO_END,
  LAYERS,
  SCOPES,
} from './tables.mjs';

/** @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule */
/** @typedef {import('./projects.mjs').Project} Project */

/** Tests, and what only tests import: they may look behind every door. */
const TESTS = String.raw`(\.test\.tsx?$|\.e2e\.ts$|/src/test/|/src/testing/|^apps/admin/e2e/)`;

const BACKEND = '^apps/backend/src/';
const ADMIN = '^apps/admin/';

/** Any of some texts, as a pattern. @param {string[]} texts */
const anyOf = (texts) => `(${texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to @returns {Rule} */
const forbid = (name, comment, from, to) => /** @type {Rule} */ ({ name, severity: 'error', comment, from, to });

/** @param {Project[]} projects @returns {Rule[]} */
function tagRules(projects) {
  return projects.flatMap((project) => {
    const { folder, layer, scope } = project;
    const { scopes, packages, builtins } = /** @type {import('./tables.mjs').Scope} */ (SCOPES[scope]);
    const allowed = projects.filter(
      (other) => other === project || (LAYERS[layer]?.includes(other.layer) && scopes.includes(other.scope)),
    );
    const folders = `^${anyOf(allowed.map((other) => `${other.folder}/`))}`;
    const sources = { path: `^${folder}/`, pathNot: TESTS };
    return [
      forbid(
        `tags-of-${folder}`,
        `${layer} and ${scope} may import ${scopes.join(', ') || 'no other scope'}`,
        { path: `^${folder}/`, pathNot: END_TO_END.from },
        { path: '^(libs|apps)/', pathNot: folders },
      ),
      forbid(
        `end-to-end-of-${folder}`,
        `Tests of whole systems see of another app what its own tests have`,
        { path: `^${folder}/e2e/` },
        { path: '^(libs|apps)/', pathNot: `(${folders}|${END_TO_END.to})` },
      ),
      ...(packages === undefined
        ? []
        : [
            forbid(`packages-of-${folder}`, `${scope} imports of npm ${packages.join(', ') || 'nothing'}`, sources, {
              path: 'node_modules/',
              pathNot: packages.length === 0 ? '^$' : `node_modules/${anyOf(packages.map((name) => `${name}/`))}`,
            }),
          ]),
      ...(builtins === undefined
        ? []
        : [
            forbid(`builtins-of-${folder}`, `${scope} uses of Node ${builtins.join(', ') || 'nothing'}`, sources, {
              dependencyTypes: ['core'],
              pathNot: builtins.length === 0 ? '^$' : `^(node:)?${anyOf(builtins)}$`,
            }),
          ]),
    ];
  });
}

/** @param {Project[]} projects @returns {Rule[]} */
function doorRules(projects) {
  return projects
    .filter(({ layer }) => layer === 'layer:lib')
    .map(({ folder, doors }) =>
      forbid(
        `door-of-${folder}`,
        'A lib is entered by the doors that its package.json names',
        { pathNot: `(^${folder}/|${TESTS})` },
        { path: `^${folder}/`, pathNot: `^${folder}/(src|dist)/${anyOf(doors)}\\.(ts|js|d\\.ts)$` },
      ),
    );
}

/** @returns {Rule[]} */
function backendRules() {
  const assembly = BACKEND_ASSEMBLY.map((pattern) => pattern.source.replace(/^\^/, BACKEND));
  const entityList = BACKEND_ENTITY_LIST.source.replace(/^\^/, BACKEND);
  const rooms = Object.keys(BACKEND_ROOMS);
  return [
    ...Object.entries(BACKEND_ROOMS).map(([room, allowed]) =>
      forbid(
        `room-${room}`,
        `apps/backend/src/${room} may import ${allowed.join(', ') || 'no other room'}`,
        { path: `${BACKEND}${room}/`, pathNot: `(${[TESTS, entityList, ...assembly].join('|')})` },
        { path: BACKEND, pathNot: `${BACKEND}${anyOf([room, ...allowed].map((name) => `${name}/`))}` },
      ),
    ),
    forbid(
      'assembly',
      'No room imports the places where rooms are put together',
      { path: `${BACKEND}${anyOf(rooms.map((room) => `${room}/`))}`, pathNot: `(${[TESTS, ...assembly].join('|')})` },
      { path: `(${assembly.join('|')})` },
    ),
    forbid(
      'entity-list',
      'The list of entities imports entities and nothing else of a room',
      { path: entityList },
      { path: BACKEND, pathNot: `(\\.entity\\.ts$|${BACKEND}(database|config|platform)/)` },
    ),
    forbid(
      'room-without-a-row',
      'A new room of the backend gets its row in tools/boundaries/tables.mjs',
      { path: BACKEND, pathNot: `(${BACKEND}${anyOf(rooms.map((room) => `${room}/`))}|${assembly.join('|')})` },
      { path: '.' },
    ),
  ];
}

/** @returns {Rule[]} */
function adminRules() {
  return [
    ...Object.entries(ADMIN_ROOMS).map(([room, allowed]) =>
      forbid(
        `console-${room.replace('/', '-')}`,
        `apps/admin/${room} may import ${allowed.join(', ') || 'no other room'}`,
        { path: `${ADMIN}${room}/`, pathNot: TESTS },
        {
          path: `${ADMIN}${anyOf(Object.keys(ADMIN_ROOMS).map((name) => `${name}/`))}`,
          pathNot: `${ADMIN}${anyOf([room, ...allowed].map((name) => `${name}/`))}`,
        },
      ),
    ),
    forbid(
      'console-doors',
      'A browser enters a lib by the door that leaves out what is for servers',
      { path: ADMIN, pathNot: TESTS },
      { path: '^libs/otp/(src|dist)/index\\.' },
    ),
    forbid(
      'console-feature-without-a-row',
      'A new feature of the console gets its row in tools/boundaries/tables.mjs',
      { path: `${ADMIN}features/`, pathNot: `${ADMIN}${anyOf(Object.keys(ADMIN_ROOMS).map((room) => `${room}/`))}` },
      { path: '.' },
    ),
  ];
}

/** @returns {Rule[]} */
function generalRules() {
  return [
    forbid(
      'no-cycle',
      'Arrows go one way; inside a room two files may know the types of each other',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('not-found', 'What is imported exists', { pathNot: TESTS }, { couldNotResolve: true }),
    forbid(
      'tests-stay-outside',
      'The product imports no test',
      { path: '^(libs|apps)/', pathNot: TESTS },
      { path: TESTS },
    ),
    forbid(
      'tools-stay-outside',
      'The product imports nothing of the workspace around it',
      { path: '^(libs|apps)/', pathNot: TESTS },
      { path: '^(tools|test)/' },
    ),
    forbid(
      'undeclared',
      'A package is declared by the one that imports it',
      { path: '^(libs|apps)/', pathNot: `(${TESTS}|^apps/admin/next\\.config\\.ts$)` },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ];
}

/**
 * The configuration of dependency-cruiser for a workspace.
 * @param {string} root
 * @returns {import('dependency-cruiser').IConfiguration}
 */
export function configurationFor(root) {
  const projects = readProjects(root);
  return {
    forbidden: [...tagRules(projects), ...doorRules(projects), ...backendRules(), ...adminRules(), ...generalRules()],
    options: {
      baseDir: root,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|\\.next|coverage)/|^apps/backend/bundle' },
      // Imports of types are arrows too.
      tsPreCompilationDeps: true,
      tsConfig: { fileName: 'tsconfig.base.json' },
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['@codewire/source', 'import', 'require', 'node', 'default', 'types'],
        extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts', '.css'],
      },
    },
  };
}
