import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findSecrets, readSecrets } from './secrets-search.ts';

/** @typedef {import('./run-folder.ts').RunFolder} RunFolder */

/** Every kind that a whole run makes; a run that made none of one kind has proved nothing about it. */
const KINDS = /** @type {const} */ (['code', 'number', 'key', 'password', 'token', 'totp']);

/** What is shown on purpose, by the beginning of its file's name: there, and in these lines alone. */
const SHOWN = {
  // When the launcher is ready: what a first start makes, and the number of its examples.
  'launcher-printed-': [
    /^ {2}Token {6}\S+ {3}\(asked for there/,
    /^ {2}API key {4}\S+ {3}\(shown once/,
    /^ {2}Handsets {3}http:\/\/127\.0\.0\.1:\d+\/handsets\/12125551212\/messages$/,
    /^curl -s http:\/\/\S+\/v1\/otp .* -d '\{"number":"12125551212","language":"en"\}'$/,
  ],
  // The token that was asked for, on a line of its own.
  'cli-operator-': [/^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/],
};

/** @param {{ file: string, line: number }} finding */
function isShown({ file, line }) {
  const text = readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
  return Object.entries(SHOWN).some(
    ([name, lines]) => basename(file).startsWith(name) && lines.some((shown) => shown.test(text)),
  );
}

/**
 * Looks for every secret of a run in what its processes printed and in PostgreSQL's log. Resolves with what is wrong: a
 * secret found, or a reason why finding none would prove nothing.
 * @param {RunFolder} run @param {{ kinds?: readonly import('./secrets.ts').SecretKind[] }} [options]
 * @returns {{ complaints: string[], summary: string }}
 */
export function checkSecrets(run, { kinds = KINDS } = {}) {
  const secrets = readSecrets(run.secretsFile);
  const files = [...readdirSync(run.output).map((name) => join(run.output, name)), run.postgresLog];
  const complaints = kinds
    .filter((kind) => !secrets.some((secret) => secret.kind === kind))
    .map((kind) => `the tests recorded no ${kind}, so the search for them proves nothing`);
  if (!readFileSync(run.postgresLog, 'utf8').includes(readFileSync(run.canaryFile, 'utf8'))) {
    complaints.push("PostgreSQL's log shows no parameters, so the search in it proves nothing");
  }
  const findings = findSecrets(secrets, files).filter((finding) => !isShown(finding));
  complaints.push(...findings.map(({ kind, file, line }) => `a ${kind} stands in ${file}:${line}`));
  return { complaints, summary: `${secrets.length} secrets looked for in ${files.length} files` };
}
