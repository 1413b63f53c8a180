/**
 * @typedef {object} FileReport a test file in Vitest's JSON report
 * @property {string} name its path
 * @property {string} status `failed` too when the file could not be loaded or a hook failed
 * @property {string} [message]
 * @property {{ status: string }[]} assertionResults
 */

/** @typedef {{ testResults: FileReport[] }} Report */

/**
 * @typedef {object} Outcome of a run
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} complaints what is wrong beyond the tests that failed; each counts as one failure
 */

/** The kind of test that each project holds, by the end of its files' names. @type {Record<string, RegExp>} */
const PROJECT_FILES = {
  unit: /(?<!\.db|\.e2e|\.peer)\.test\.ts$/,
  db: /\.db\.test\.ts$/,
  e2e: /\.e2e\.test\.ts$/,
  browser: /\.e2e\.ts$/,
  peers: /\.peer\.test\.ts$/,
};

/** What a file has against itself that no test of it says. @param {FileReport} file */
function fileComplaint({ name, status, message, assertionResults }) {
  const isTold = status !== 'failed' || assertionResults.some((test) => test.status === 'failed');
  return isTold ? [] : [`${name} failed outside of its tests${message ? `: ${message.split('\n')[0]}` : ''}`];
}

/**
 * Counts what happened. A run is only good when every test of every project ran: a skipped test, a project without
 * files and an error outside of all tests are failures.
 * @param {Report} report @param {{ projects: string[], exitCode: number | null }} run
 * @returns {Outcome}
 */
export function summarize({ testResults }, { projects, exitCode }) {
  const tests = testResults.flatMap((file) => file.assertionResults);
  const count = (/** @type {string} */ status) => tests.filter((test) => test.status === status).length;
  const passed = count('passed');
  const failed = count('failed');
  const skipped = tests.length - passed - failed;
  const complaints = testResults.flatMap(fileComplaint);
  for (const project of projects) {
    const files = PROJECT_FILES[project];
    if (!testResults.some(({ name }) => files?.test(name))) complaints.push(`no test of the project ${project} ran`);
  }
  if (skipped > 0 && complaints.length === 0) complaints.push('a skipped test is no test: remove it or let it run');
  if (exitCode !== 0 && failed + complaints.length === 0) {
    complaints.push(`Vitest ended with ${exitCode} though every test passed: an error outside of all tests, see above`);
  }
  return { passed, failed: failed + complaints.length, skipped, complaints };
}

/** The last line of a run, the same for people and for machines. @param {Pick<Outcome, 'passed' | 'failed' | 'skipped'>} outcome */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
