// What this machine does at best, so that figures of different machines can be compared: a server that does nothing,
// and a commit that holds nothing. Started as a process of its own, this file is that server.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { cpuSecondsOf } from './cpu.mjs';
import { summarize } from './latencies.mjs';

const ANSWER = JSON.stringify({ id: 'ver_0000000000000000000000', passcode: '000000', padding: 'x'.repeat(300) });
const COMMITS = 200;

/**
 * @typedef {object} Floor
 * @property {number} requestsPerSecond of a bare node:http server that reads a body and answers a constant
 * @property {number} cpuPer10000 its CPU seconds per 10,000 requests
 * @property {import('./latencies.mjs').Latencies} commit one row, one durable commit, one connection
 */

/**
 * @param {(port: number) => { run: (phase: import('./generator.mjs').Phase) => Promise<import('./generator.mjs').PhaseResult>, stop: () => void }} startGenerator
 * @param {number} seconds
 */
export async function measureHttpFloor(startGenerator, seconds) {
  const server = fork(fileURLToPath(import.meta.url), ['serve'], { execPath: nodeBinary(), env: childEnvironment() });
  try {
    const [port] = await once(server, 'message');
    const generator = startGenerator(/** @type {number} */ (port));
    const phase = /** @type {const} */ ({ kind: 'closed', connections: 64 });
    await generator.run({ ...phase, seconds: 1 });
    const before = cpuSecondsOf(server.pid ?? 0);
    const { accepted, seconds: took } = await generator.run({ ...phase, seconds });
    const used = cpuSecondsOf(server.pid ?? 0) - before;
    generator.stop();
    return { requestsPerSecond: accepted / took, cpuPer10000: (used / accepted) * 10_000 };
  } finally {
    server.kill();
  }
}

/** @param {import('pg').Client} database */
export async function measureCommit(database) {
  await database.query('create table bench_commit (n int)');
  const milliseconds = [];
  for (let commit = 0; commit < COMMITS; commit += 1) {
    const startedAt = performance.now();
    await database.query('insert into bench_commit values (1)');
    milliseconds.push(performance.now() - startedAt);
  }
  await database.query('drop table bench_commit');
  return summarize(milliseconds);
}

function serve() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': ANSWER.length }).end(ANSWER);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
  });
  process.on('disconnect', () => process.exit());
}

if (process.argv[2] === 'serve') serve();
