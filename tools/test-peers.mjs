// `npm run test:peers`: the checks against software that no one here wrote. It comes from Debian, and this script
// installs nothing: it says which line does. Plain JavaScript for Node 20.
import { spawnSync } from 'node:child_process';
import { tellFailure, testProjects } from './testing/take-clone.mjs';

/** @param {string} command @param {string[]} args @param {string} [input] */
const works = (command, args, input) => spawnSync(command, args, { input: input ?? '', stdio: 'pipe' }).status === 0;

/** Each package, and whether what it brings is there. @type {Record<string, () => boolean>} */
const PACKAGES = {
  'libnet-smpp-perl': () => works('perl', ['-MNet::SMPP', '-e', '1']),
  tshark: () => works('tshark', ['--version']) && works('dumpcap', ['--version']),
  gcc: () => works('cc', ['--version']),
  // The headers and the start of every program, which gcc alone does not bring.
  'libc6-dev': () =>
    works('cc', ['-x', 'c', '-o', '/dev/null', '-'], '#include <stdio.h>\nint main(void) { return 0; }'),
  'libsmpp34-dev': () =>
    works(
      'cc',
      ['-x', 'c', '-o', '/dev/null', '-', '-lsmpp34'],
      '#include <libsmpp34/smpp34.h>\nint main(void) { return 0; }',
    ),
};

const missing = Object.keys(PACKAGES).filter((name) => !PACKAGES[name]?.());

if (missing.length > 0) {
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  tellFailure(new Error(`The peers are not installed (${missing.join(', ')}). As root:\n\n  ${line}\n`));
} else if (!works('dumpcap', ['-i', 'lo', '-L'])) {
  tellFailure(new Error('This user may not record what goes over loopback: run as root, or join the group wireshark.'));
} else {
  testProjects(['peers']).then((code) => (process.exitCode = code), tellFailure);
}
