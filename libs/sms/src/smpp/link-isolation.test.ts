import { expect, test } from 'vitest';
import { startLink, type LinkFixture } from '../testing/link-fixture.js';
import { sequenceOf, submitResp, type RawPeer } from '../testing/raw-smsc.js';
import type { LinkState } from './link.types.js';

/** Submits one after the other; how many turns of asking the carrier it took until all were answered. */
async function carry({ submit }: LinkFixture, peer: RawPeer, count: number): Promise<number> {
  const outcomes = Array.from({ length: count }, () => submit());
  let turns = 0;
  for (let answered = 0; answered < count; turns++) {
    const pdus = await peer.rest();
    answered += pdus.length;
    peer.send(...pdus.map((pdu) => submitResp(sequenceOf(pdu), 'a')));
  }
  expect(new Set((await Promise.all(outcomes)).map(({ kind }) => kind))).toEqual(new Set(['submitted']));
  return turns;
}

test.each<[string, (peer: RawPeer) => Promise<void>, LinkState]>([
  [
    'throttles',
    async (peer: RawPeer) => peer.send(`00000010 80000004 00000058 ${sequenceOf(await peer.take())}`),
    'throttled',
  ],
  ['is silent', async (peer: RawPeer) => void (await peer.takeMany(10)), 'bound'],
  ['is down', async (peer: RawPeer) => void peer.socket.destroy(), 'down'],
  ['sends half a PDU', async (peer: RawPeer) => peer.send('00000035 00000005'), 'bound'],
])(
  'a carrier that %s takes nothing from another: window, queue and order are as ever',
  async (_name, trouble, state) => {
    const ill = await startLink();
    const illPeer = await ill.bindPeer();
    const well = await startLink({ windowSize: 5 });
    const wellPeer = await well.bindPeer();
    const alone = await carry(well, wellPeer, 50);
    const waiting = Array.from({ length: 200 }, () => ill.submit());
    await trouble(illPeer);
    await ill.waitForState(state);
    expect(await carry(well, wellPeer, 50)).toBe(alone);
    expect([well.link.state, well.link.room, well.counted]).toEqual(['bound', 100, []]);
    illPeer.socket.destroy();
    expect(await Promise.all(waiting)).toHaveLength(200);
  },
);
