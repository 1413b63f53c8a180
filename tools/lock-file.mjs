// What package-lock.json must have for `npm ci` to accept it everywhere, as plain functions.

/** @typedef {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Manifest */
/** @typedef {Manifest & { version?: string, resolved?: string, optional?: boolean, os?: string[], cpu?: string[] }} LockEntry */
/** @typedef {{ packages: Record<string, LockEntry> }} LockFile */

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Whether Node's lookup from a package's folder finds a name: the nearest `node_modules` upwards has it. @param {LockFile} lock @param {string} from @param {string} name */
function isFound(lock, from, name) {
  if (lock.packages[from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`] !== undefined) return true;
  if (from === '') return false;
  const nested = from.lastIndexOf('/node_modules/');
  return isFound(lock, nested === -1 ? '' : from.slice(0, nested), name);
}

/**
 * The optional packages that the lock's packages name and the lock lacks. npm leaves out the ones it cannot find when it
 * writes the lock, and then refuses that same lock.
 * @param {LockFile} lock
 * @returns {{ name: string, version: string }[]}
 */
export function missingOptionals(lock) {
  const missing = new Map();
  for (const [folder, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isFound(lock, folder, name)) missing.set(name, { name, version: range.replace(/^[^\d]*/, '') });
    }
  }
  return [...missing.values()];
}

/**
 * The lock with an entry for each missing optional package. Its name tells the platform it is for, so that no other
 * platform asks for it.
 * @param {LockFile} lock
 * @returns {LockFile}
 */
export function withStubs(lock) {
  const stubs = missingOptionals(lock).map(({ name, version }) => {
    const words = name.split(/[-/]/);
    const os = SYSTEMS.filter((system) => words.includes(system));
    const cpu = PROCESSORS.filter((processor) => words.includes(processor));
    const entry = { version, optional: true, ...(os.length && { os }), ...(cpu.length && { cpu }) };
    return /** @type {const} */ ([`node_modules/${name}`, entry]);
  });
  const packages = [...Object.entries(lock.packages), ...stubs].sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(packages) };
}

/** The places of the lock that name a host to download from: a registry is each machine's own choice. @param {LockFile} lock */
export function entriesWithHost(lock) {
  return Object.entries(lock.packages)
    .filter(([, { resolved }]) => resolved !== undefined && /^[a-z+]+:/i.test(resolved))
    .map(([folder]) => folder);
}

const KINDS = /** @type {const} */ (['dependencies', 'devDependencies', 'optionalDependencies']);

/** Whether the lock was made for what a package of ours declares: `npm ci` refuses one that was not. @param {LockFile} lock @param {string} folder empty for the workspace itself @param {Manifest} manifest */
export function isLockOf(lock, folder, manifest) {
  const list = (/** @type {Manifest} */ source) =>
    KINDS.flatMap((kind) => Object.entries(source[kind] ?? {}).map((entry) => [kind, ...entry].join(' '))).sort();
  const entry = lock.packages[folder];
  return entry !== undefined && list(entry).join() === list(manifest).join();
}
