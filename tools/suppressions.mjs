import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const SUPPRESSION =
  /(?:\/\/|\/\*|\{\/\*)\s*(?:(?:eslint|oxlint)-disable\S*|@ts-(?:expect-error|ignore|nocheck)|prettier-ignore)(.*)/;

/**
 * The lines that switch a rule off and do not say why: ` -- <reason>` is where the reason stands.
 * @param {string} source
 * @returns {number[]} counted from 1
 */
export function suppressionsWithoutReason(source) {
  return source.split('\n').flatMap((line, index) => {
    const rest = SUPPRESSION.exec(line)?.[1];
    return rest === undefined || / -- \S+ \S+/.test(rest) ? [] : [index + 1];
  });
}

/** Every source file that git knows or could know. */
function sourceFiles() {
  const args = [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    '*.ts',
    '*.tsx',
    '*.mjs',
    '*.css',
  ];
  const names = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0');
  return names.filter((name) => name !== '' && existsSync(join(root, name)));
}

/** Where a rule is switched off without a reason, as `file:line`. */
export function findSuppressionsWithoutReason() {
  return sourceFiles().flatMap((name) =>
    suppressionsWithoutReason(readFileSync(join(root, name), 'utf8')).map((line) => `${name}:${line}`),
  );
}
