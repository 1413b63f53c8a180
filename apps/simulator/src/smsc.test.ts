import { Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Esme } from './test/esme.js';
import { hex, RawPeer } from './test/raw-peer.js';
import { freshNumber, REFERENCE_TIME, start, type Running } from './test/running.js';

const BIND = `00000025 00000009 00000000 00000001 ${hex('codewire')}00 ${hex('secret')}00 00 34 00 00 00`;

async function inbox(simulator: Running, number: string): Promise<unknown> {
  return (await simulator.call('GET', `/handsets/${number}/messages`)).body.messages;
}

describe('one message on the wire', () => {
  test('bind, submit and receipt are these octets', async () => {
    const simulator = await start({}, () => REFERENCE_TIME);
    const peer = await RawPeer.connect(simulator.smppPort);
    peer.write(BIND);
    // bind_transceiver_resp: system_id, sc_interface_version.
    expect(await peer.read()).toBe(`0000001e800000090000000000000001${hex('codewire')}000210000134`);
    // ACME -> 15550100000, registered_delivery 1, data_coding 0, "Hi 1".
    peer.write(
      `00000044 00000004 00000000 00000002 00 0500 ${hex('ACME')}00 0101 ${hex('15550100000')}00
       00 00 00 00 ${hex('000000001000000R')}00 01 00 00 00 04 48692031`,
    );
    const id = '6b059993b3c400000001';
    expect(await peer.read()).toBe(`00000025800000040000000000000002${hex(id)}00`);
    const text = `id:${id} sub:001 dlvrd:001 submit date:2611241405 done date:2611241405 stat:DELIVRD err:000 text:`;
    expect(await peer.read()).toBe(
      `000000be000000050000000000000001000101${hex('15550100000')}000500${hex('ACME')}0004000000000000000070` +
        `${hex(text)}001e0015${hex(id)}000427000102`,
    );
  });
});

describe('binding', () => {
  test('any credentials bind by default, in all three ways', async () => {
    const simulator = await start();
    for (const kind of ['transceiver', 'transmitter', 'receiver']) {
      const esme = await Esme.connect(simulator.smppPort);
      expect((await esme.bind(kind, 'whoever')).command_status).toBe(0);
    }
    expect((await simulator.call('GET', '/stats')).body).toMatchObject({ binds: 3, sessions: 3 });
  });

  test('with an account set only that one binds', async () => {
    const { smppPort } = await start({ account: { systemId: 'codewire', password: 'secret' } });
    const statuses: number[] = [];
    for (const [systemId, password] of [
      ['other', 'secret'],
      ['codewire', 'wrong'],
      ['codewire', 'secret'],
    ]) {
      const esme = await Esme.connect(smppPort);
      statuses.push((await esme.bind('transceiver', systemId, password)).command_status);
    }
    expect(statuses).toEqual([0x0f, 0x0e, 0]);
  });

  test('a system_id over 15 characters is invalid', async () => {
    const esme = await Esme.connect((await start()).smppPort);
    expect((await esme.bind('transceiver', 'sixteen-letters!')).command_status).toBe(0x0f);
  });

  test('a second bind on a session is already bound', async () => {
    const esme = await Esme.bound((await start()).smppPort);
    expect((await esme.bind()).command_status).toBe(0x05);
  });

  test('an unbound session and a receiver may not submit', async () => {
    const { smppPort } = await start();
    const unbound = await Esme.connect(smppPort);
    const receiver = await Esme.bound(smppPort, 'receiver');
    const number = freshNumber();
    expect((await unbound.submit(number, Buffer.from('x'))).command_status).toBe(0x04);
    expect((await receiver.submit(number, Buffer.from('x'))).command_status).toBe(0x04);
  });

  test('unbind is answered, ends the session and is logged without a password', async () => {
    const simulator = await start();
    const esme = await Esme.bound(simulator.smppPort);
    expect((await esme.request('unbind')).command).toBe('unbind_resp');
    await esme.closed();
    expect(simulator.log).toEqual([
      { event: 'bound', bind: 'transceiver', system_id: 'codewire' },
      { event: 'unbound', bind: 'transceiver', system_id: 'codewire' },
    ]);
  });
});

test('small writes are not held back for an acknowledgement', async () => {
  const { smppPort } = await start();
  const setNoDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
  onTestFinished(() => setNoDelay.mockRestore());
  await Esme.bound(smppPort);
  // The client of these tests does not set it, so the one call is the carrier's.
  expect(setNoDelay.mock.calls).toEqual([[true]]);
});

describe('commands', () => {
  test('enquire_link is answered, bound or not', async () => {
    const esme = await Esme.connect((await start()).smppPort);
    expect((await esme.request('enquire_link')).command).toBe('enquire_link_resp');
  });

  test('an unknown command and one that is not offered get generic_nack, and the session goes on', async () => {
    const peer = await RawPeer.connect((await start()).smppPort);
    peer.write('00000010 000000ff 00000000 00000007');
    expect(await peer.read()).toBe('00000010800000000000000300000007');
    // query_sm
    peer.write('00000014 00000003 00000000 00000008 00 00 00 00');
    expect(await peer.read()).toBe('00000010800000000000000300000008');
    peer.write('00000010 00000015 00000000 00000009');
    expect(await peer.read()).toBe('00000010800000150000000000000009');
  });

  test('an unknown response is not answered', async () => {
    const peer = await RawPeer.connect((await start()).smppPort);
    peer.write('00000010 800000ff 00000000 00000007 00000010 00000015 00000000 00000009');
    expect(await peer.read()).toBe('00000010800000150000000000000009');
  });

  test.each([
    ['length 0', '00000000'],
    ['length 3', '00000003'],
    ['length 15', '0000000f 00000015 00000000 000001'],
    ['length over 16 KiB', '00004001'],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n\r\n').toString('hex')],
  ])('%s ends that connection and no other', async (_, octets) => {
    const { smppPort } = await start();
    const other = await Esme.bound(smppPort);
    const peer = await RawPeer.connect(smppPort);
    peer.write(octets);
    await peer.closed();
    expect((await other.request('enquire_link')).command_status).toBe(0);
  });

  test('a cut submit_sm is refused', async () => {
    const peer = await RawPeer.connect((await start()).smppPort);
    peer.write(BIND);
    await peer.read();
    peer.write('00000013 00000004 00000000 00000002 00 05 00');
    expect(await peer.read()).toBe('00000010800000040000000b00000002');
  });
});

describe('messages', () => {
  test('a text in each encoding arrives on the handset, newest first, under every form of the number', async () => {
    const simulator = await start();
    const esme = await Esme.bound(simulator.smppPort);
    const number = freshNumber();
    await esme.submit(number, Buffer.from('436f64653a20313233', 'hex'));
    await esme.submit(`+${number}`, Buffer.from('0643064806 2f003a0020 0031'.replaceAll(' ', ''), 'hex'), {
      data_coding: 8,
    });
    const messages = [
      { text: 'كود: 1', encoding: 'UCS-2', segments: 1, from: 'ACME' },
      { text: 'Code: 123', encoding: 'GSM-7', segments: 1, from: 'ACME' },
    ];
    for (const form of [number, `+${number}`, `%2B${number}`]) {
      expect(await inbox(simulator, form)).toMatchObject(messages);
    }
  });

  test.each([
    ['8-bit', '050003a702'],
    ['16-bit', '060804a70002'],
  ])(
    'two parts with a concatenation of %s reference in the wrong order are one text, with a receipt each',
    async (_, header) => {
      const simulator = await start();
      const esme = await Esme.bound(simulator.smppPort);
      const number = freshNumber();
      await esme.submit(number, Buffer.from(`${header}02776f726c64`, 'hex'), { esm_class: 0x40 });
      expect(await inbox(simulator, number)).toEqual([]);
      await esme.submit(number, Buffer.from(`${header}0148656c6c6f20`, 'hex'), { esm_class: 0x40 });
      expect(await inbox(simulator, number)).toMatchObject([{ text: 'Hello world', segments: 2 }]);
      expect((await esme.receipts(2)).length).toBe(2);
      const { submissions } = (await simulator.call('GET', `/submissions?number=+${number}`)).body;
      expect(submissions).toMatchObject([
        { parts: 2, part: 2, esm_class: 64 },
        { parts: 2, part: 1, esm_class: 64 },
      ]);
    },
  );

  test('a text in message_payload arrives too', async () => {
    const simulator = await start();
    const esme = await Esme.bound(simulator.smppPort);
    const number = freshNumber();
    await esme.submit(number, Buffer.alloc(0), { message_payload: Buffer.from('long one') });
    expect(await inbox(simulator, number)).toMatchObject([{ text: 'long one' }]);
  });

  test('what a handset cannot receive is refused: no number, a number too long, binary data', async () => {
    const esme = await Esme.bound((await start()).smppPort);
    const text = Buffer.from('x');
    expect((await esme.submit('ACME', text)).command_status).toBe(0x0b);
    expect((await esme.submit('155501000010000000001', text)).command_status).toBe(0x0b);
    expect((await esme.submit(freshNumber(), text, { data_coding: 4 })).command_status).toBe(0x104);
  });

  test('a receipt comes only when it is asked for', async () => {
    const simulator = await start();
    const esme = await Esme.bound(simulator.smppPort);
    const number = freshNumber();
    await esme.submit(number, Buffer.from('1'), { registered_delivery: 0 });
    const { message_id: asked } = await esme.submit(number, Buffer.from('2'));
    expect((await esme.receipts(1))[0]).toContain(`id:${String(asked)} `);
    await vi.waitUntil(async () => (await simulator.call('GET', '/stats')).body.receipts_acknowledged === 1, {
      interval: 5,
    });
    expect((await simulator.call('GET', '/stats')).body).toEqual({
      submits: 2,
      receipts_sent: 1,
      receipts_acknowledged: 1,
      receipts_held: 0,
      receipts_dropped: 0,
      binds: 1,
      sessions: 1,
    });
  });

  test('a receipt carries the message id and state as TLVs, from the handset to the sender', async () => {
    const esme = await Esme.bound((await start()).smppPort);
    const number = freshNumber();
    const { message_id: messageId } = await esme.submit(number, Buffer.from('1'));
    await esme.receipts(1);
    expect(esme.delivered[0]).toMatchObject({
      esm_class: 0x04,
      source_addr: number,
      destination_addr: 'ACME',
      dest_addr_ton: 5,
      receipted_message_id: messageId,
      message_state: 2,
    });
  });

  test('receipts of a transmitter wait for a receiver of the same system_id', async () => {
    const simulator = await start();
    const transmitter = await Esme.bound(simulator.smppPort, 'transmitter');
    const stranger = await Esme.bound(simulator.smppPort, 'receiver', 'stranger');
    await transmitter.submit(freshNumber(), Buffer.from('1'));
    await vi.waitUntil(async () => (await simulator.call('GET', '/stats')).body.receipts_held === 1, { interval: 5 });
    const receiver = await Esme.bound(simulator.smppPort, 'receiver');
    expect((await receiver.receipts(1)).length).toBe(1);
    expect(transmitter.delivered).toEqual([]);
    expect(stranger.delivered).toEqual([]);
  });

  test('a receipt not acknowledged when the session is lost comes again on the next', async () => {
    const { smppPort } = await start();
    const lost = await Esme.bound(smppPort);
    lost.receiptStatus = null;
    await lost.submit(freshNumber(), Buffer.from('1'));
    const [first] = await lost.receipts(1);
    lost.destroy();
    const next = await Esme.bound(smppPort);
    expect(await next.receipts(1)).toEqual([first]);
  });

  test('message ids do not repeat and are hex', async () => {
    const ids = new Set<unknown>();
    const { smppPort } = await start();
    const esme = await Esme.bound(smppPort);
    const number = freshNumber();
    const answers = await Promise.all(Array.from({ length: 300 }, () => esme.submit(number, Buffer.from('x'))));
    answers.forEach((answer) => ids.add(answer.message_id));
    expect(ids.size).toBe(300);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{20}$/);
  });

  test('submissions tell what was on the wire, without the text', async () => {
    const simulator = await start({}, () => REFERENCE_TIME + 0.25);
    const esme = await Esme.bound(simulator.smppPort);
    const number = freshNumber();
    const before = (await simulator.call('GET', '/submissions')).body;
    expect(before).toEqual({ submissions: [] });
    const fields = { validity_period: '000000001000000R', data_coding: 0x08 };
    await esme.submit(number, Buffer.from('0031', 'hex'), fields);
    const expected = {
      received_at: REFERENCE_TIME + 0.25,
      number,
      system_id: 'codewire',
      session: 1,
      sequence: 2,
      source: { ton: 5, npi: 0, address: 'ACME' },
      destination: { ton: 1, npi: 1, address: number },
      data_coding: 8,
      esm_class: 0,
      validity_period: '000000001000000R',
      registered_delivery: 1,
      tlvs: {},
      parts: 1,
      part: 1,
      message_id: '6b059993b3c400000001',
      status: 0,
    };
    const since = (at: number) => simulator.call('GET', `/submissions?number=%2B${number}&since=${at}`);
    expect((await since(REFERENCE_TIME + 0.25)).body).toEqual({ submissions: [expected] });
    expect((await since(REFERENCE_TIME + 1)).body).toEqual({ submissions: [] });
  });

  test('told to keep nothing it keeps nothing, and still sends receipts', async () => {
    const simulator = await start({ isKeeping: false });
    const esme = await Esme.bound(simulator.smppPort);
    const number = freshNumber();
    await esme.submit(number, Buffer.from('x'));
    await esme.receipts(1);
    expect(await inbox(simulator, number)).toEqual([]);
    expect((await simulator.call('GET', '/submissions')).body).toEqual({ submissions: [] });
  });
});
