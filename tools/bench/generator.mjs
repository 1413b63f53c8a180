// The client apps of a measurement: a process of its own, told what to do by its parent, phase by phase.
import { HttpConnection, post } from './http-connection.mjs';
import { summarize } from './latencies.mjs';
import { numberAt } from './numbers.mjs';

/**
 * @typedef {{ kind: 'closed', seconds: number, connections: number }
 *   | { kind: 'open', seconds: number, connections: number, rate: number }
 *   | { kind: 'checks', seconds: number, connections: number }} Phase
 * @typedef {import('./latencies.mjs').Latencies} Latencies
 * @typedef {object} PhaseResult
 * @property {number} sent
 * @property {number} accepted as expected: 201, or the outcome that the check had to have
 * @property {Record<string, number>} others answers that were not, by status
 * @property {number} seconds from the first request to the last answer
 * @property {Latencies} latencies from the moment a request was due to its answer
 * @property {[number: string, dueAt: number][]} starts of an open phase: when each was due, in ms since the epoch
 */

const [port = 0, key = ''] = [Number(process.env['BENCH_PORT']), process.env['BENCH_KEY']];
let nextNumber = Number(process.env['BENCH_FIRST_NUMBER'] ?? 0);
/** Verifications that were started and not yet checked. @type {{ id: string, code: string }[]} */
const running = [];

/** Collects what happened in a phase. */
function createTally() {
  /** @type {number[]} */
  const latencies = [];
  /** @type {Record<string, number>} */
  const others = {};
  /** @type {[string, number][]} */
  const starts = [];
  const startedAt = performance.now();
  let sent = 0;
  let accepted = 0;
  return {
    starts,
    sent: () => void (sent += 1),
    /** @param {boolean} isExpected @param {string} what @param {number} dueAt */
    answered(isExpected, what, dueAt) {
      if (isExpected) accepted += 1;
      else others[what] = (others[what] ?? 0) + 1;
      latencies.push(performance.now() - dueAt);
    },
    /** @returns {PhaseResult} */
    result: () => ({
      sent,
      accepted,
      others,
      seconds: (performance.now() - startedAt) / 1_000,
      latencies: summarize(latencies),
      starts,
    }),
  };
}

/** @typedef {ReturnType<typeof createTally>} Tally */

/** @param {HttpConnection} connection @param {Tally} tally @param {number} dueAt @param {() => void} done */
function start(connection, tally, dueAt, done) {
  const number = numberAt(nextNumber++);
  tally.sent();
  connection.send(post('/v1/otp', key, `{"number":"${number}","language":"en"}`), (status, body) => {
    tally.answered(status === 201, String(status), dueAt);
    if (status === 201) {
      const { id, passcode } = JSON.parse(body);
      running.push({ id, code: passcode });
    }
    done();
  });
  return number;
}

/** As many requests under way as connections, as fast as they are answered. @param {Phase & { kind: 'closed' }} phase */
async function runClosed({ seconds, connections }) {
  const tally = createTally();
  const end = performance.now() + seconds * 1_000;
  const loops = open(connections).map(
    (connection) =>
      new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
        const next = () => {
          const now = performance.now();
          if (now < end) return void start(connection, tally, now, next);
          connection.close();
          resolve();
        };
        next();
      }),
  );
  await Promise.all(loops);
  return tally.result();
}

/**
 * Requests at a fixed rate, however long the answers take; one that finds no free connection waits for one, and its
 * time runs from the moment it was due.
 * @param {Phase & { kind: 'open' }} phase
 */
async function runOpen({ seconds, connections, rate }) {
  const tally = createTally();
  const all = open(connections);
  const idle = [...all];
  /** @type {number[]} */
  const waiting = [];
  const total = Math.round(seconds * rate);
  const startedAt = performance.now();
  let due = 0;
  let answered = 0;
  await new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
    /** @param {HttpConnection} connection @param {number} dueAt */
    const take = (connection, dueAt) => {
      const number = start(connection, tally, dueAt, () => {
        answered += 1;
        const next = waiting.shift();
        if (next === undefined) idle.push(connection);
        else take(connection, next);
        if (answered === total) {
          clearInterval(timer);
          resolve();
        }
      });
      tally.starts.push([number, performance.timeOrigin + dueAt]);
    };
    const timer = setInterval(() => {
      const now = performance.now();
      for (; due < total && startedAt + (due * 1_000) / rate <= now; due += 1) {
        const dueAt = startedAt + (due * 1_000) / rate;
        const connection = idle.pop();
        if (connection === undefined) waiting.push(dueAt);
        else take(connection, dueAt);
      }
    }, 1);
  });
  for (const connection of all) connection.close();
  return tally.result();
}

const WRONG_CHECKS = 4;

/** Four wrong checks and the right one on each verification. @param {Phase & { kind: 'checks' }} phase */
async function runChecks({ seconds, connections }) {
  const tally = createTally();
  const end = performance.now() + seconds * 1_000;
  const loops = open(connections).map(
    (connection) =>
      new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
        const nextVerification = () => {
          const verification = running.pop();
          if (verification === undefined) return reject(new Error('there were too few verifications to check'));
          check(verification, 1);
        };
        /** @param {{ id: string, code: string }} verification @param {number} turn */
        const check = (verification, turn) => {
          const now = performance.now();
          if (now >= end) {
            connection.close();
            return resolve();
          }
          const isRight = turn > WRONG_CHECKS;
          const code = isRight ? verification.code : wrongCode(verification.code, turn);
          const expected = isRight ? '"status":"approved"' : '"status":"wrong"';
          tally.sent();
          connection.send(post(`/v1/otp/${verification.id}/check`, key, `{"code":"${code}"}`), (status, body) => {
            tally.answered(status === 200 && body.includes(expected), String(status), now);
            if (isRight) nextVerification();
            else check(verification, turn + 1);
          });
        };
        nextVerification();
      }),
  );
  await Promise.all(loops);
  return tally.result();
}

/** @param {string} code @param {number} turn */
function wrongCode(code, turn) {
  return String((Number(code) + turn) % 10 ** code.length).padStart(code.length, '0');
}

/** @param {number} count */
function open(count) {
  return Array.from({ length: count }, () => new HttpConnection(port));
}

/** @param {Phase} phase */
function run(phase) {
  if (phase.kind === 'closed') return runClosed(phase);
  return phase.kind === 'open' ? runOpen(phase) : runChecks(phase);
}

process.on('message', (/** @type {Phase} */ phase) => {
  run(phase).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
