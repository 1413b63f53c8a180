// The whole log as a file, as someone takes it to a spreadsheet: how long it takes, and what the backend grows by.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { consoleHeaders } from './server.mjs';

/** @typedef {import('./stack.mjs').Stack} Stack */

const LOOK_MS = 100;
const KIB = 1_024;

/** Octets of memory that a process holds now, in MiB. @param {number} pid */
function residentMib(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / KIB;
}

/** @param {Stack} stack @returns {Promise<{ rows: number, seconds: number, mib: number, grownMib: number }>} */
export async function measureExport({ adminPort, token, pids }) {
  const before = residentMib(pids.backend);
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, residentMib(pids.backend))), LOOK_MS);
  const startedAt = performance.now();
  try {
    const { octets, lines } = await take(`http://127.0.0.1:${adminPort}/api/admin/messages/export?format=csv`, token);
    const seconds = (performance.now() - startedAt) / 1_000;
    // The first line names the columns.
    return { rows: lines - 1, seconds, mib: octets / KIB ** 2, grownMib: most - before };
  } finally {
    clearInterval(looking);
  }
}

/** Counts what comes, and keeps nothing of it. @param {string} url @param {string} token @returns {Promise<{ octets: number, lines: number }>} */
function take(url, token) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: consoleHeaders(token) }, (response) => {
      let octets = 0;
      let lines = 0;
      response.on('data', (/** @type {Buffer} */ chunk) => {
        octets += chunk.length;
        for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      });
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve({ octets, lines }) : reject(new Error(`export: ${response.statusCode}`)),
      );
    });
    asked.on('error', reject).end();
  });
}
