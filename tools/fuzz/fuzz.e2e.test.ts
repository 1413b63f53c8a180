import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { root } from '../root.mjs';
import { readCorpus } from './corpus.mjs';
import { mutate } from './mutate.mjs';
import { createRandom } from './random.mjs';

const run = (...args: string[]) =>
  promisify(execFile)(nodeBinary(), ['--expose-gc', join(root, 'tools/fuzz/run.mjs'), ...args], {
    cwd: root,
    env: childEnvironment(),
  });

test('a minute of octets that no carrier should send: nothing breaks, hangs or grows, and the link answers or closes', async () => {
  const { stdout } = await run('--seconds', '45', '--link-seconds', '15', '--seed', '20261126');
  console.log(stdout);
  expect(stdout).toMatch(/^branches of framer and parser: (9[5-9]|100)\.\d %$/m);
}, 180_000);

test('begins with every vector and quirk that the tests of the library hold', () => {
  const corpus = readCorpus();
  expect(corpus.length).toBeGreaterThan(300);
  // The receipt that is flagged UCS-2 and is ASCII, and a message_id in a TLV.
  expect(corpus.some((pdu) => pdu.includes('id:') && pdu.includes('stat:'))).toBe(true);
  expect(corpus.some((pdu) => pdu.includes(Buffer.from('001e', 'hex')))).toBe(true);
});

test('the same seed bends the same octets in the same way', () => {
  const corpus = readCorpus();
  const bent = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 50 }, () => mutate(corpus, random).toString('hex'));
  };
  expect(bent(1)).toEqual(bent(1));
  expect(bent(1)).not.toEqual(bent(2));
});
