import { describe, expect, test, vi } from 'vitest';
import { boundPeer, hex, RawPeer, submitPdu, takenPdu } from './test/raw-peer.js';
import { freshNumber, REFERENCE_TIME, start, type Running } from './test/running.js';

async function two(): Promise<{ simulator: Running; first: RawPeer; second: RawPeer }> {
  const simulator = await start({}, () => REFERENCE_TIME);
  const first = await boundPeer(simulator.smppPort, { systemId: 'first' });
  return { simulator, first, second: await boundPeer(simulator.smppPort, { systemId: 'second' }) };
}

describe('a command to connections', () => {
  test('is for those selected: by system_id, by session, by kind of bind', async () => {
    const { simulator, first, second } = await two();
    const receiver = await boundPeer(simulator.smppPort, { systemId: 'second', kind: 'receiver' });
    const drop = async (selection: object) => (await simulator.call('POST', '/connections/drop', selection)).body;
    expect(await drop({ system_id: 'first' })).toEqual({ dropped: 1 });
    await first.closed();
    expect(await drop({ system_id: 'second', bind: 'receiver' })).toEqual({ dropped: 1 });
    await receiver.closed();
    expect(await second.readUntilNow()).toEqual([]);
    expect(await drop({ session: 2 })).toEqual({ dropped: 1 });
    await second.closed();
  });

  test('freeze reads and writes nothing and keeps the connection; a thaw serves what came meanwhile', async () => {
    const { simulator, first, second } = await two();
    expect((await simulator.call('POST', '/connections/freeze', { system_id: 'first' })).body).toEqual({ frozen: 1 });
    for (const peer of [first, second]) peer.write(submitPdu({ number: freshNumber() }));
    expect(await second.read()).toMatch(/^000000258000000400000000/);
    await simulator.call('GET', '/healthz');
    expect([first.isClosed, first.unread]).toEqual([false, '']);
    expect((await simulator.call('GET', '/state')).body.pdus).toMatchObject({ in: { submit_sm: 1 } });
    await simulator.call('POST', '/connections/thaw');
    expect(await first.read()).toMatch(/^000000258000000400000000/);
  });

  test('unbind asks the client to go, and serves it until it answers', async () => {
    const { simulator, first } = await two();
    expect((await simulator.call('POST', '/connections/unbind', { system_id: 'first' })).body).toEqual({ unbound: 1 });
    expect(await first.read()).toBe('00000010' + '00000006' + '00000000' + '00000001');
    first.write(submitPdu({ number: freshNumber() }));
    expect(await first.read()).toBe(takenPdu('6b059993b3c400000001'));
    first.write('00000010 80000006 00000000 00000001');
    await first.closed();
  });

  test('enquire asks whether the client is there', async () => {
    const { simulator, first } = await two();
    await simulator.call('POST', '/connections/enquire', { system_id: 'first' });
    expect(await first.read()).toBe('00000010' + '00000015' + '00000000' + '00000001');
  });

  test('inject writes any octets', async () => {
    const { simulator, first } = await two();
    const hexed = '00000010 00000015 00000000 0000beef';
    await simulator.call('POST', '/connections/inject', { system_id: 'first', hex: hexed });
    expect(await first.read()).toBe(hexed.replaceAll(' ', ''));
  });

  test.each([{}, { hex: 'abc' }, { malformed: 'nothing' }, { malformed: 'http', hex: '00' }])(
    'inject refuses %o',
    async (body) => {
      expect((await (await start()).call('POST', '/connections/inject', body)).status).toBe(400);
    },
  );
});

describe('sessions', () => {
  test('sequences peer: its own requests have the numbers of what the client asked last', async () => {
    const simulator = await start({}, () => REFERENCE_TIME);
    await simulator.call('PUT', '/faults', { sequences: 'peer', receipt_text: 'x', receipt_tlvs: 'none' });
    const peer = await boundPeer(simulator.smppPort);
    peer.write(submitPdu({ number: freshNumber(), sequence: 7 }));
    const [, receipt] = await peer.readMany(2);
    expect(receipt?.slice(8, 32)).toBe('00000005' + '00000000' + '00000007');
    peer.write(submitPdu({ number: freshNumber(), sequence: 8 }));
    await peer.readMany(2);
    await simulator.call('POST', '/connections/enquire');
    // 8 is its receipt's: an own number is not used twice.
    expect(await peer.read()).toBe('00000010' + '00000015' + '00000000' + '00000009');
  });

  test('enquire_every_ms asks again and again', async () => {
    const simulator = await start();
    await simulator.call('PUT', '/faults', { enquire_every_ms: 50 });
    const peer = await boundPeer(simulator.smppPort);
    expect(await peer.readMany(2)).toEqual([1, 2].map((sequence) => `0000001000000015000000000000000${sequence}`));
  });

  test('idle_close_ms closes a connection that says nothing, and no other', async () => {
    let now = 1_000_000;
    const simulator = await start({}, () => now);
    await simulator.call('PUT', '/faults', { idle_close_ms: 60_000 });
    const [silent, busy] = [await boundPeer(simulator.smppPort), await boundPeer(simulator.smppPort)];
    now += 59_999;
    expect(await busy.readUntilNow()).toEqual([]);
    now += 1;
    await silent.closed();
    expect(await busy.readUntilNow()).toEqual([]);
  });

  test('answer_enquire and answer_unbind never leave them without an answer', async () => {
    const simulator = await start({}, () => REFERENCE_TIME);
    await simulator.call('PUT', '/faults', { answer_enquire: 'never', answer_unbind: 'never', receipt: 'none' });
    const peer = await boundPeer(simulator.smppPort);
    peer.write('00000010 00000015 00000000 00000003 00000010 00000006 00000000 00000004');
    peer.write(submitPdu({ number: freshNumber(), sequence: 5 }));
    expect(await peer.read()).toBe(takenPdu('6b059993b3c400000001', 5));
  });

  test('submits are counted for each session, by the second', async () => {
    let now = 1_000_000;
    const simulator = await start({}, () => now);
    const peer = await boundPeer(simulator.smppPort);
    for (const sequence of [2, 3, 4]) peer.write(submitPdu({ number: freshNumber(), sequence }));
    await vi.waitUntil(async () => (await simulator.call('GET', '/stats')).body.submits === 3, { interval: 2 });
    now += 1_000;
    const { body } = await simulator.call('GET', '/state');
    const submits = { total: 3, last_second: 3, most_in_a_second: 3 };
    expect(body).toMatchObject({ submits, sessions: [{ session: 1, submits }] });
    now += 1_000;
    expect((await simulator.call('GET', '/state')).body).toMatchObject({ submits: { last_second: 0 } });
  });

  test('PDUs are counted by command, in and out, those without a name together', async () => {
    const { simulator, first } = await two();
    first.write('00000010 000000ff 00000000 00000002 00000010 000000fe 00000000 00000003');
    await first.readMany(2);
    expect((await simulator.call('GET', '/state')).body.pdus).toEqual({
      in: { bind_transceiver: 2, other: 2 },
      out: { bind_transceiver_resp: 2, generic_nack: 2 },
    });
  });
});

describe('a phone', () => {
  const message = (simulator: Running, number: string, body: object) =>
    simulator.call('POST', `/handsets/${number}/messages`, body);

  test('sends a text in the GSM alphabet, and tells with which status it was taken', async () => {
    const { simulator, second } = await two();
    const number = freshNumber();
    const answer = message(simulator, number, { to: '12345', text: 'STOP €', system_id: 'second' });
    expect(await second.read()).toBe(
      `00000038 00000005 00000000 00000001 00 0101 ${hex(number)}00 0101 ${hex('12345')}00
       00 00 00 00 00 00 00 00 00 07 ${hex('STOP ')}1b65`.replaceAll(/\s/g, ''),
    );
    second.write('00000011 80000005 00000064 00000001 00');
    expect(await answer).toEqual({ status: 200, body: { session: 2, status: 0x64 } });
  });

  test('sends in UCS-2 what the GSM alphabet lacks, to a name, with any esm_class', async () => {
    const { simulator, first } = await two();
    const number = freshNumber();
    const answer = message(simulator, number, { to: 'ACME', text: 'Ж😀', esm_class: 4 });
    expect((await first.read()).slice(62)).toBe(
      `0500${hex('ACME')}00` + '04000000000000' + '0800' + '06' + '0416d83dde00',
    );
    first.write('00000011 80000005 00000000 00000001 00');
    expect((await answer).body).toEqual({ session: 1, status: 0 });
  });

  test('sends a long text as message_payload', async () => {
    const { simulator, first } = await two();
    const answer = message(simulator, freshNumber(), { to: 'ACME', text: 'x'.repeat(255) });
    expect((await first.read()).slice(62)).toBe(
      `0500${hex('ACME')}00` + '00000000000000' + '0000' + '00' + '042400ff' + '78'.repeat(255),
    );
    first.destroy();
    // No answer came before the connection ended.
    expect((await answer).body).toEqual({ session: 1, status: null });
  });

  test('has nobody to send to while only transmitters are bound', async () => {
    const simulator = await start();
    await boundPeer(simulator.smppPort, { kind: 'transmitter' });
    expect((await message(simulator, freshNumber(), { to: '1', text: 'x' })).status).toBe(409);
  });
});

test('a PDU that comes octet by octet is served like one that comes whole', async () => {
  const simulator = await start();
  const peer = await RawPeer.connect(simulator.smppPort);
  for (const octet of '00000010 00000015 00000000 00000009'.replaceAll(' ', '').match(/../g)!) {
    peer.write(octet);
    await new Promise(setImmediate);
  }
  expect(await peer.read()).toBe('00000010' + '80000015' + '00000000' + '00000009');
});

test('what came before octets that are no PDU is served, then the connection is closed', async () => {
  const peer = await RawPeer.connect((await start()).smppPort);
  peer.write('00000010 00000015 00000000 00000009 0000000f 00000015 00000000 000001');
  expect(await peer.read()).toBe('00000010' + '80000015' + '00000000' + '00000009');
  await peer.closed();
});
