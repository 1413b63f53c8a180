// The links of the SMPP bench: a process that holds libs/sms and nothing else, told what to do by its parent.
import { once } from 'node:events';
import { encodeText, SmppLink } from '@codewire/sms';
import { summarize } from '../latencies.mjs';

/**
 * @typedef {{ kind: 'saturate', port: number, seconds: number }
 *   | { kind: 'soak', ports: number[], bindsEach: number, rate: number, seconds: number }
 *   | { kind: 'beside', port: number, neighbour: number, isNeighbourUp: boolean, rate: number, seconds: number }} Task
 * @typedef {object} Done
 * @property {number} submitted messages that the carrier took, all links together
 * @property {number} receipts
 * @property {Record<string, number>} others what else became of messages; of a neighbour that fails it is not told
 * @property {number} seconds from the first submit to the last answer
 * @property {number} cpuSeconds of this process meanwhile
 * @property {number} maxRssMb of this process so far
 * @property {import('../latencies.mjs').Latencies} latencies from the submit to its answer
 */

const WINDOW = 10;
/** What a sender would keep waiting: see SmppLink.room. */
const AHEAD = WINDOW * 4;
const LIFE_MS = 120_000;

/** Counts what becomes of messages. */
function createTally() {
  /** @type {Record<string, number>} */
  const others = {};
  /** @type {number[]} */
  const latencies = [];
  return { submitted: 0, receipts: 0, others, latencies };
}

/** @typedef {ReturnType<typeof createTally>} Tally */

/** A bind that is up, or one that need not come up. @param {number} port @param {Tally} tally @param {boolean} [isUp] */
async function openLink(port, tally, isUp = true) {
  const { promise: bound, resolve } = Promise.withResolvers();
  const link = new SmppLink(
    { host: '127.0.0.1', port, systemId: 'bench', password: 'bench', windowSize: WINDOW },
    {
      onState: ({ state }) => state === 'bound' && resolve(undefined),
      onReceipt: async () => void (tally.receipts += 1),
    },
  );
  link.start();
  if (isUp) await bound;
  return link;
}

let nextCode = 0;

/** One message, with all that a text costs. @param {SmppLink} link @param {Tally} tally */
async function submit(link, tally) {
  nextCode = (nextCode + 1) % 1_000_000;
  const startedAt = performance.now();
  const text = `${String(nextCode).padStart(6, '0')} is your Codewire code. It is valid for 5 minutes.`;
  const { parts, dataCoding } = encodeText(text, { nextReference: () => 0 });
  const outcome = await link.submit({
    sender: 'Codewire',
    destination: `1212${2_000_000 + nextCode}`,
    part: /** @type {import('@codewire/sms').EncodedPart} */ (parts[0]),
    dataCoding,
    expiresAtMs: Date.now() + LIFE_MS,
    requestReceipt: true,
  });
  if (outcome.kind !== 'submitted') {
    tally.others[outcome.kind] = (tally.others[outcome.kind] ?? 0) + 1;
    return;
  }
  tally.submitted += 1;
  tally.latencies.push(performance.now() - startedAt);
}

/** As many as are answered. @param {SmppLink} link @param {Tally} tally @param {number} until */
async function saturate(link, tally, until) {
  const lanes = Array.from({ length: AHEAD }, async () => {
    while (performance.now() < until) await submit(link, tally);
  });
  await Promise.all(lanes);
}

/**
 * So many a second over each link, whatever the answers. One timer for all: the bench must not need the memory.
 * @param {{ link: SmppLink, tally: Tally }[]} lanes @param {number} rate @param {number} until
 * @returns {Promise<Set<Promise<void>>[]>} what is still open, of each link
 */
async function keepRate(lanes, rate, until) {
  const startedAt = performance.now();
  const open = lanes.map(() => /** @type {Set<Promise<void>>} */ (new Set()));
  for (let sent = 0, now = startedAt; now < until; now = performance.now()) {
    for (const due = ((now - startedAt) / 1_000) * rate; sent < due; sent += 1) {
      lanes.forEach(({ link, tally }, n) => {
        const one = submit(link, tally).finally(() => open[n]?.delete(one));
        open[n]?.add(one);
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000 / rate / 2));
  }
  return open;
}

/** @param {Task} task @returns {Promise<Done>} */
async function run(task) {
  const tally = createTally();
  const beside = createTally();
  const links = await openLinks(task, tally, beside);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const until = startedAt + task.seconds * 1_000;
  if (task.kind === 'saturate') {
    await Promise.all(links.map((link) => saturate(link, tally, until)));
  } else {
    const lanes = links.map((link, n) => ({ link, tally: task.kind === 'beside' && n > 0 ? beside : tally }));
    const all = await keepRate(lanes, task.rate, until);
    // Of a neighbour that fails nothing is waited for.
    const waited = task.kind === 'beside' ? all.slice(0, 1) : all;
    await Promise.all(waited.flatMap((open) => [...open]));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all(links.map((link) => link.stop({ drainMs: 500 })));
  const { submitted, receipts, others, latencies } = tally;
  const maxRssMb = process.resourceUsage().maxRSS / 1_024;
  const cpuSeconds = (user + system) / 1e6;
  return { submitted, receipts, others, seconds, cpuSeconds, maxRssMb, latencies: summarize(latencies) };
}

/** @param {Task} task @param {Tally} tally @param {Tally} beside @returns {Promise<SmppLink[]>} */
async function openLinks(task, tally, beside) {
  switch (task.kind) {
    case 'saturate':
      return [await openLink(task.port, tally)];
    case 'soak':
      return Promise.all(
        task.ports.flatMap((port) => Array.from({ length: task.bindsEach }, () => openLink(port, tally))),
      );
    case 'beside':
      return Promise.all([openLink(task.port, tally), openLink(task.neighbour, beside, task.isNeighbourUp)]);
  }
}

process.on('disconnect', () => process.exit());
process.send?.('ready');
for (;;) {
  const [task] = await once(process, 'message');
  process.send?.(await run(task));
}
