import { until } from '../processes.mjs';
import { cpuPer10000, cpuSeconds } from './cpu.mjs';
import { summarize } from './latencies.mjs';
import { statsOf } from './stack.mjs';

/** @typedef {import('./stack.mjs').Stack} Stack */
/** @typedef {import('./stack.mjs').Simulator} Simulator */
/** @typedef {import('./generator.mjs').Phase} Phase */
/** @typedef {import('./generator.mjs').PhaseResult} PhaseResult */

/**
 * @typedef {PhaseResult & {
 *   stored: number,
 *   codesPerSecond: number,
 *   drainSeconds: number,
 *   cpu: Record<keyof Stack['pids'], number>,
 * }} StartsMeasured cpu: seconds per 10,000 codes, by process
 */

const DRAIN_MILLISECONDS = 60_000;

/** How far every message has come; `delivered` needs a stored receipt. @param {Stack} stack */
async function countMessages({ database }) {
  const { rows } = await database.query(
    `select count(*)::int as messages, count(*) filter (where state = 'delivered')::int as delivered,
      (select count(*)::int from receipt where message_id is not null) as receipts from message`,
  );
  return /** @type {{ messages: number, delivered: number, receipts: number }} */ (rows[0]);
}

/** Waits until all that was accepted is delivered; cheap while it waits, since the database is being measured. @param {Stack} stack @param {Simulator} simulator @param {number} acknowledged */
async function drain(stack, simulator, acknowledged) {
  const isHeard = async () => (await statsOf(simulator)).receipts_acknowledged >= acknowledged;
  if (!(await until(isHeard, DRAIN_MILLISECONDS, 50))) return;
  // Receipts that came before their submit was written are joined by a sweep that comes twice a second.
  await until(
    async () => (({ messages, delivered }) => messages === delivered)(await countMessages(stack)),
    5_000,
    250,
  );
}

/**
 * Runs a phase of starts until the receipt of each is stored, and proves that nothing was lost on the way.
 * @param {Stack} stack @param {Phase} phase @param {Simulator} [simulator]
 * @returns {Promise<StartsMeasured>}
 */
export async function measureStarts(stack, phase, simulator = stack.simulator) {
  const before = await countMessages(stack);
  const heardBefore = (await statsOf(simulator)).receipts_acknowledged;
  const cpuBefore = cpuSeconds(stack.pids);
  const startedAt = performance.now();
  const result = await stack.generator.run(phase);
  await drain(stack, simulator, heardBefore + result.accepted);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuAfter = cpuSeconds(stack.pids);
  const after = await countMessages(stack);
  const stored = after.receipts - before.receipts;
  const delivered = after.delivered - before.delivered;
  if (stored !== result.accepted || delivered !== result.accepted) {
    throw new Error(
      `${result.accepted} codes were accepted, ${stored} receipts stored, ${delivered} messages delivered`,
    );
  }
  return {
    ...result,
    stored,
    codesPerSecond: stored / seconds,
    drainSeconds: seconds - result.seconds,
    cpu: cpuPer10000(cpuBefore, cpuAfter, stored),
  };
}

/**
 * From the moment a start was due at the client to its submit_sm at the carrier, by the clock of this machine.
 * @param {StartsMeasured} measured @param {Simulator} simulator
 */
export async function measureWire({ starts }, { url }) {
  const response = await fetch(`${url}/submissions`);
  const { submissions } = /** @type {{ submissions: { number: string, received_at: number }[] }} */ (
    await response.json()
  );
  const receivedAt = new Map(submissions.map((submission) => [submission.number, submission.received_at]));
  const milliseconds = starts.flatMap(([number, dueAt]) => {
    const at = receivedAt.get(number);
    return at === undefined ? [] : [at - dueAt];
  });
  if (milliseconds.length !== starts.length) throw new Error('the carrier does not remember every submit');
  return summarize(milliseconds);
}
