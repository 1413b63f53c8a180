import { describe, expect, test, vi } from 'vitest';
import { boundPeer, hex, responsePdu, submitPdu, takenPdu, type RawPeer } from './test/raw-peer.js';
import { freshNumber, REFERENCE_TIME, start, type Running } from './test/running.js';

const ID = '6b059993b3c400000001';
const SECOND_ID = '6b059993b3c400000002';

interface Bound {
  simulator: Running;
  peer: RawPeer;
}

async function bound(switches: object): Promise<Bound> {
  // Its clock stands still, so a second of the throttle never ends.
  const simulator = await start({}, () => REFERENCE_TIME);
  const { status, body } = await simulator.call('PUT', '/faults', { receipt: 'none', ...switches });
  expect(status, JSON.stringify(body)).toBe(200);
  return { simulator, peer: await boundPeer(simulator.smppPort) };
}

function submitAll(peer: RawPeer, sequences: number[], number = freshNumber()): void {
  for (const sequence of sequences) peer.write(submitPdu({ number, sequence }));
}

describe('answer', () => {
  test.each<[string, string[]]>([
    ['normal', [takenPdu(ID)]],
    ['never', []],
    // ESME_RSYSERR, and no message was taken.
    ['generic_nack', ['00000010' + '80000000' + '00000008' + '00000002']],
    ['generic_nack_0', ['00000010' + '80000000' + '00000008' + '00000000']],
    ['wrong_sequence', [takenPdu(ID, 1_000_002)]],
    ['wrong_command', ['00000010' + '80000015' + '00000000' + '00000002']],
    ['empty_id', ['00000011' + '80000004' + '00000000' + '00000002' + '00']],
    ['no_body', ['00000010' + '80000004' + '00000000' + '00000002']],
    ['twice', [takenPdu(ID), takenPdu(ID)]],
  ])('%s', async (answer, expected) => {
    const { peer } = await bound({ answer });
    submitAll(peer, [2]);
    expect(await peer.readUntilNow()).toEqual(expected);
  });

  test('generic_nack carries the status that refuses', async () => {
    const { peer } = await bound({ answer: 'generic_nack', refuse_status: 0x03 });
    submitAll(peer, [2]);
    expect(await peer.read()).toBe('00000010' + '80000000' + '00000003' + '00000002');
  });

  test('answer_tlvs stand behind the id', async () => {
    const { peer } = await bound({ answer_tlvs: '1400000131' });
    submitAll(peer, [2]);
    expect(await peer.read()).toBe(`0000002a800000040000000000000002${hex(ID)}00` + '1400000131');
  });

  test('answers_reversed answers each window of that size from its end', async () => {
    const { peer } = await bound({ answers_reversed: 3 });
    submitAll(peer, [2, 3, 4, 5, 6, 7]);
    const sequences = (await peer.readMany(6)).map((pdu) => Number.parseInt(pdu.slice(24, 32), 16));
    expect(sequences).toEqual([4, 3, 2, 7, 6, 5]);
  });

  test('answers_reversed holds no answer for ever: a window that is not full is answered after a moment', async () => {
    const simulator = await start();
    await simulator.call('PUT', '/faults', { receipt: 'none', answers_reversed: 3 });
    const peer = await boundPeer(simulator.smppPort);
    submitAll(peer, [2, 3]);
    expect((await peer.readMany(2)).map((pdu) => pdu.slice(24, 32))).toEqual(['00000003', '00000002']);
  });
});

describe('refusals', () => {
  test('refuse_count refuses that often, then all is well', async () => {
    const { peer } = await bound({ refuse_status: 0x400, refuse_count: 2 });
    submitAll(peer, [2, 3, 4]);
    expect(await peer.readMany(3)).toEqual([
      responsePdu('80000004', '00000400', 2),
      responsePdu('80000004', '00000400', 3),
      takenPdu(ID, 4),
    ]);
  });

  test('throttle_status says what a submit too many is told', async () => {
    const { peer } = await bound({ throttle_per_second: 1, throttle_status: 0x14 });
    submitAll(peer, [2, 3]);
    expect(await peer.readMany(2)).toEqual([takenPdu(ID, 2), responsePdu('80000004', '00000014', 3)]);
  });

  test('throttle_by number has a full queue for one number and room for another', async () => {
    const { peer } = await bound({ throttle_per_second: 1, throttle_status: 0x14, throttle_by: 'number' });
    submitAll(peer, [2, 3]);
    submitAll(peer, [4]);
    expect(await peer.readMany(3)).toEqual([
      takenPdu(ID, 2),
      responsePdu('80000004', '00000014', 3),
      takenPdu(SECOND_ID, 4),
    ]);
  });

  test('parts count: a text of three at two a second is one part too many', async () => {
    const { peer } = await bound({ throttle_per_second: 2 });
    const number = freshNumber();
    for (const part of [1, 2, 3]) {
      peer.write(submitPdu({ number, sequence: part, text: 'part', udh: `06 08 04 01a7 03 0${part}` }));
    }
    expect((await peer.readMany(3)).map((pdu) => pdu.slice(16, 24))).toEqual(['00000000', '00000000', '00000058']);
  });
});

describe('end_after', () => {
  test('cut: the session is cut at that submit, answers before it out, its own not', async () => {
    const { simulator, peer } = await bound({ end_after: 2 });
    peer.write(submitPdu({ number: freshNumber(), sequence: 2 }));
    expect(await peer.read()).toBe(takenPdu(ID, 2));
    submitAll(peer, [3, 4]);
    await peer.closed();
    expect(peer.unread).toBe('');
    expect((await simulator.call('GET', '/stats')).body.submits).toBe(2);
  });

  test('freeze: the connection stays, and nothing more is read or written', async () => {
    const { simulator, peer } = await bound({ end_after: 1, end_with: 'freeze' });
    submitAll(peer, [2, 3]);
    await vi.waitUntil(async () => isFrozen(await simulator.call('GET', '/state')), { interval: 2 });
    peer.write('00000010 00000015 00000000 00000009');
    const { body } = await simulator.call('GET', '/state');
    expect(body.pdus).toMatchObject({ in: { submit_sm: 1 } });
    expect([peer.isClosed, peer.unread]).toEqual([false, '']);
    // What waited in the socket is read after a thaw: none of it was read before.
    await simulator.call('POST', '/connections/thaw');
    expect(await peer.readMany(2)).toEqual([takenPdu(SECOND_ID, 3), '00000010' + '80000015' + '00000000' + '00000009']);
  });

  test('unbind: the carrier asks to go, answers what it has, and closes after the answer', async () => {
    const { peer } = await bound({ end_after: 2, end_with: 'unbind' });
    submitAll(peer, [2, 3, 4]);
    expect(await peer.readMany(4)).toEqual([
      takenPdu(ID, 2),
      '00000010' + '00000006' + '00000000' + '00000001',
      takenPdu(SECOND_ID, 3),
      takenPdu('6b059993b3c400000003', 4),
    ]);
    peer.write('00000010 80000006 00000000 00000001');
    await peer.closed();
  });
});

function isFrozen({ body }: { body: Record<string, unknown> }): boolean {
  return (body.sessions as { is_frozen: boolean }[]).some((session) => session.is_frozen);
}

describe('what a submission tells', () => {
  test('the addresses, the parameters and the part, by the sar_ parameters too', async () => {
    const { simulator, peer } = await bound({});
    const number = freshNumber();
    const sar = '020c 0002 01a7 020e 0001 02 020f 0001';
    peer.write(submitPdu({ number, sequence: 2, text: 'two', tlvs: `${sar} 02 1400 0003 313233` }));
    peer.write(submitPdu({ number, sequence: 3, text: 'one, ', tlvs: `${sar} 01` }));
    await peer.readMany(2);
    const { submissions } = (await simulator.call('GET', `/submissions?number=${number}`)).body;
    expect(submissions).toMatchObject([
      {
        session: 1,
        source: { ton: 5, npi: 0, address: 'ACME' },
        destination: { ton: 1, npi: 1, address: number },
        tlvs: { '020c': '01a7', '020e': '02', '020f': '02', '1400': '313233' },
        parts: 2,
        part: 2,
      },
      { parts: 2, part: 1 },
    ]);
    expect((await simulator.call('GET', `/handsets/${number}/messages`)).body.messages).toMatchObject([
      { text: 'one, two', segments: 2 },
    ]);
  });

  test('never the text, though it came as message_payload', async () => {
    const { simulator, peer } = await bound({});
    const number = freshNumber();
    peer.write(submitPdu({ number, text: '', tlvs: `0424 0006 ${hex('482913')}` }));
    await peer.read();
    const told = JSON.stringify((await simulator.call('GET', `/submissions?number=${number}`)).body);
    expect(told).toContain('"tlvs":{}');
    expect(told).not.toContain(hex('482913'));
  });
});
