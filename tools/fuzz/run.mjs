// `npm run fuzz`: octets that no carrier should send, through everything that reads a carrier's octets.
import { parseArgs } from 'node:util';
import { build } from '../build.mjs';
import { readCorpus } from './corpus.mjs';
import { fuzzLink } from './link.mjs';
import { fuzzReaders } from './readers.mjs';

const USAGE = 'npm run fuzz -- [--rounds <n> | --seconds <n>] [--link-seconds <n>] [--seed <n>]';
const LEAST_BRANCHES = 0.95;
const MOST_GROWN_OCTETS = 8 * 1024 * 1024;

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

async function main() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      'link-seconds': { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const numbers = [values.rounds ?? '0', values.seconds, values['link-seconds'], values.seed].map(Number);
  if (numbers.some((one) => !Number.isSafeInteger(one) || one < 0)) throw new Error(`usage: ${USAGE}`);
  const [rounds = 0, seconds = 0, linkSeconds = 0, seed = 0] = numbers;
  await build({ without: ['@codewire/admin'] });
  const corpus = readCorpus();
  say(`seed ${seed}, ${corpus.length} PDUs to begin with`);
  const startedAt = performance.now();
  const until =
    rounds > 0
      ? /** @type {const} */ ({ kind: 'rounds', rounds })
      : /** @type {const} */ ({ kind: 'seconds', seconds });
  const read = await fuzzReaders({ corpus, seed, until });
  const took = ((performance.now() - startedAt) / 1_000).toFixed(1);
  say(
    `readers: ${read.rounds} streams in ${took} s; ${read.pdus} PDUs, ${read.receipts} receipts, ${read.faults} lengths refused; ` +
      `heap grown by ${(read.grownOctets / 1024 / 1024).toFixed(1)} MiB`,
  );
  for (const { file, taken, all } of read.branches) say(`branches of ${file}: ${taken} of ${all}`);
  const taken = read.branches.reduce((sum, one) => sum + one.taken, 0);
  const all = read.branches.reduce((sum, one) => sum + one.all, 0);
  say(`branches of framer and parser: ${((100 * taken) / all).toFixed(1)} %`);
  const link = await fuzzLink({ corpus, seed, seconds: linkSeconds });
  say(`link: ${link.rounds} bursts; ${link.answered} answered whole, ${link.closed} ended the connection`);
  if (all === 0 || taken / all < LEAST_BRANCHES) throw new Error('too few branches were taken');
  if (read.grownOctets > MOST_GROWN_OCTETS) throw new Error('the heap has grown');
  if (linkSeconds > 0 && (link.answered === 0 || link.closed === 0))
    throw new Error('the link was not tried both ways');
}

await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
