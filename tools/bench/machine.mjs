import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { nodeBinary } from '../node.mjs';

/** What a figure of a bench without a database means nothing without. @param {number[]} loadBefore @param {boolean} isQuick */
export function machine(loadBefore, isQuick) {
  const [cpu] = cpus();
  const load = (/** @type {number[]} */ values) => values.map((value) => value.toFixed(2)).join(' ');
  const node = execFileSync(nodeBinary(), ['--version'], { encoding: 'utf8' }).trim();
  return [
    `${new Date().toISOString()}${isQuick ? ', QUICK: too short for a figure to quote' : ''}`,
    `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${node}; load before ${load(loadBefore)}, after ${load(loadavg())}`,
  ];
}
