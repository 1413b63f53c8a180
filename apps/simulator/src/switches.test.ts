import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { Esme } from './test/esme.js';
import { freshNumber, start, type Running } from './test/running.js';

const TEXT = Buffer.from('Your code is 123456');

async function bound(body?: unknown): Promise<{ simulator: Running; esme: Esme }> {
  const simulator = await start();
  if (body !== undefined) await simulator.call('PUT', '/faults', body);
  return { simulator, esme: await Esme.bound(simulator.smppPort) };
}

interface Shown {
  text: string;
  received_at: string;
}

async function inboxSize(simulator: Running, number: string): Promise<number> {
  const { body } = await simulator.call('GET', `/handsets/${number}/messages`);
  return (body.messages as unknown[]).length;
}

describe('receipt', () => {
  test('fail sends an undelivered receipt and nothing to the handset', async () => {
    const { simulator, esme } = await bound({ receipt: 'fail' });
    const number = freshNumber();
    await esme.submit(number, TEXT);
    const [text] = await esme.receipts(1);
    expect(text).toMatch(/ dlvrd:000 submit date:\d{10} done date:\d{10} stat:UNDELIV err:001 text:$/);
    expect(esme.delivered[0]?.message_state).toBe(5);
    expect(await inboxSize(simulator, number)).toBe(0);
  });

  test('none delivers without a receipt', async () => {
    const { simulator, esme } = await bound({ receipt: 'none' });
    const silent = freshNumber();
    await esme.submit(silent, TEXT);
    await simulator.call('DELETE', '/faults');
    await esme.submit(freshNumber(), TEXT);
    await esme.receipts(1);
    expect(esme.delivered.map((pdu) => pdu.source_addr)).not.toContain(silent);
    expect(await inboxSize(simulator, silent)).toBe(1);
  });

  test('receipt_delay_ms holds the receipt back', async () => {
    const { esme } = await bound({ receipt_delay_ms: 60 });
    const submittedAt = performance.now();
    await esme.submit(freshNumber(), TEXT);
    await esme.receipts(1);
    expect(performance.now() - submittedAt).toBeGreaterThanOrEqual(59);
  });
});

describe('handset', () => {
  test('never loses the text, and its receipt says that it was delivered', async () => {
    const { simulator, esme } = await bound({ handset: 'never' });
    const number = freshNumber();
    await esme.submit(number, TEXT);
    expect((await esme.receipts(1))[0]).toContain('stat:DELIVRD');
    expect(await inboxSize(simulator, number)).toBe(0);
  });

  test('handset_delay_ms brings it later, with the time at which it came and the octets that were sent', async () => {
    const { simulator, esme } = await bound({ handset_delay_ms: 60 });
    const number = freshNumber();
    await esme.submit(number, TEXT);
    expect(await inboxSize(simulator, number)).toBe(0);
    // What follows on the same connection is read into the same buffer.
    await esme.submit(freshNumber(), Buffer.alloc(TEXT.length, 0x20));
    await vi.waitUntil(async () => (await inboxSize(simulator, number)) === 1, { interval: 5 });
    const [message] = (await simulator.call('GET', `/handsets/${number}/messages`)).body.messages as [Shown];
    const [{ received_at: submittedAt }] = (await simulator.call('GET', `/submissions?number=${number}`)).body
      .submissions as [{ received_at: number }];
    expect(message.text).toBe(TEXT.toString());
    expect(Date.parse(message.received_at) - submittedAt).toBeGreaterThanOrEqual(59);
  });
});

describe('answer', () => {
  test('throttle_per_second answers ESME_RTHROTTLED beyond it', async () => {
    const { esme } = await bound({ throttle_per_second: 2 });
    const number = freshNumber();
    const answers = await Promise.all([1, 2, 3, 4].map(() => esme.submit(number, TEXT)));
    expect(answers.map((answer) => answer.command_status)).toEqual([0, 0, 0x58, 0x58]);
  });

  test('refuse_status answers every submit with it and delivers nothing', async () => {
    const { simulator, esme } = await bound({ refuse_status: 0x400 });
    const number = freshNumber();
    expect((await esme.submit(number, TEXT)).command_status).toBe(0x400);
    expect(await inboxSize(simulator, number)).toBe(0);
    const { submissions } = (await simulator.call('GET', `/submissions?number=${number}`)).body;
    expect(submissions).toMatchObject([{ status: 0x400, message_id: null }]);
  });

  test('answer_delay_ms makes the answer slow, so that the receipt comes first', async () => {
    const { esme } = await bound({ answer_delay_ms: 60 });
    const submittedAt = performance.now();
    expect((await esme.submit(freshNumber(), TEXT)).command_status).toBe(0);
    expect(performance.now() - submittedAt).toBeGreaterThanOrEqual(59);
    expect(esme.arrived).toEqual(['bind_transceiver_resp', 'deliver_sm', 'submit_sm_resp']);
  });

  test('never leaves a message that was delivered without an answer', async () => {
    const { simulator, esme } = await bound({ answer: 'never' });
    const number = freshNumber();
    let isAnswered = false;
    void esme.submit(number, TEXT).then(() => (isAnswered = true));
    await esme.receipts(1);
    // A later request of the same session is answered after all that came before it.
    await esme.request('enquire_link');
    expect(isAnswered).toBe(false);
    expect(await inboxSize(simulator, number)).toBe(1);
    const { submissions } = (await simulator.call('GET', `/submissions?number=${number}`)).body;
    expect(submissions).toMatchObject([{ status: null, message_id: expect.stringMatching(/^[0-9a-f]{20}$/) }]);
  });
});

describe('the sets of switches', () => {
  test('a put replaces the whole set, a delete resets it', async () => {
    const { simulator } = await bound({ receipt: 'fail' });
    await simulator.call('PUT', '/faults', { answer_delay_ms: 5 });
    const defaults = (await (await start()).call('GET', '/faults')).body;
    expect((await simulator.call('GET', '/faults')).body).toEqual({ ...defaults, answer_delay_ms: 5 });
    expect((await simulator.call('DELETE', '/faults')).body).toEqual(defaults);
    expect((await simulator.call('GET', '/faults')).body).toEqual(defaults);
  });

  test("a number's own set wins over the global one, for that number alone", async () => {
    const { simulator, esme } = await bound({ refuse_status: 8 });
    const [own, other] = [freshNumber(), freshNumber()];
    await simulator.call('PUT', `/faults/+${own}`, { refuse_status: 0x14 });
    expect((await esme.submit(own, TEXT)).command_status).toBe(0x14);
    expect((await esme.submit(other, TEXT)).command_status).toBe(8);
    await simulator.call('DELETE', '/faults');
    expect((await simulator.call('GET', `/faults/${own}`)).body.refuse_status).toBe(0x14);
    await simulator.call('DELETE', `/faults/${own}`);
    expect((await esme.submit(own, TEXT)).command_status).toBe(0);
  });

  test('every switch is told with its default, whatever is set', async () => {
    const { simulator } = await bound({ receipt: 'fail' });
    const { submit, session } = (await simulator.call('GET', '/switches')).body as Record<string, object>;
    expect((await simulator.call('DELETE', '/faults')).body).toEqual({ ...submit, ...session });
    // Those of submits, and no others, are a number's own to set.
    const own = (name: string) => simulator.call('PUT', `/faults/${freshNumber()}`, { [name]: 'x' });
    expect(Object.keys(submit!)).toContain('receipt');
    expect(await own('receipt')).toMatchObject({ status: 400 });
    expect((await simulator.call('PUT', `/faults/${freshNumber()}`, submit)).status).toBe(200);
    expect(Object.keys(session!)).toContain('refuse_bind');
  });

  test('a change is logged by the names of what differs, with the number masked and no value', async () => {
    const { simulator } = await bound();
    await simulator.call('PUT', '/faults/15550177742', { receipt_text: '{text} 123456', receipt_copies: 2 });
    const line = simulator.log.find(({ event }) => event === 'faults_changed');
    expect(line).toEqual({ event: 'faults_changed', scope: '***42', changed: 'receipt_copies,receipt_text' });
    expect(JSON.stringify(simulator.log)).not.toContain('15550177742');
  });
});

describe('connections', () => {
  test('refuse_bind refuses binds with the status, and leaves those that are up', async () => {
    const { simulator, esme } = await bound();
    await simulator.call('PUT', '/faults', { refuse_bind: 0x0d });
    const late = await Esme.connect(simulator.smppPort);
    expect((await late.bind()).command_status).toBe(0x0d);
    expect((await esme.submit(freshNumber(), TEXT)).command_status).toBe(0);
    await simulator.call('DELETE', '/faults');
    expect((await late.bind()).command_status).toBe(0);
  });

  test('drop ends every connection and says how many', async () => {
    const { simulator, esme } = await bound();
    const second = await Esme.connect(simulator.smppPort);
    expect((await simulator.call('POST', '/connections/drop')).body).toEqual({ dropped: 2 });
    await Promise.all([esme.closed(), second.closed()]);
    await vi.waitUntil(async () => (await simulator.call('GET', '/stats')).body.sessions === 0, { interval: 5 });
    expect((await (await Esme.connect(simulator.smppPort)).bind()).command_status).toBe(0);
  });

  test('refuse closes the port to new connections, and opens the same one again', async () => {
    const { simulator, esme } = await bound();
    const refuse = (body: unknown) => simulator.call('POST', '/connections/refuse', body);
    expect((await refuse({ refuse: true })).body).toEqual({ refuse: true });
    expect((await refuse({ refuse: true })).status).toBe(200);
    await expect(Esme.connect(simulator.smppPort)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await esme.request('enquire_link')).command_status).toBe(0);
    expect((await refuse({ refuse: false })).body).toEqual({ refuse: false });
    expect((await (await Esme.connect(simulator.smppPort)).bind()).command_status).toBe(0);
    expect((await refuse({})).status).toBe(400);
  });

  test('a port that another program took meanwhile is a conflict, and opens once it is free', async () => {
    const { simulator } = await bound();
    const refuse = (isRefusing: boolean) => simulator.call('POST', '/connections/refuse', { refuse: isRefusing });
    await refuse(true);
    const other = createServer().listen(simulator.smppPort, '127.0.0.1');
    await once(other, 'listening');
    expect(await refuse(false)).toMatchObject({
      status: 409,
      body: {
        detail: `Port ${simulator.smppPort} on 127.0.0.1 is already in use. Free it, or set CODEWIRE_SIMULATOR_SMPP_PORT to another one (0 = any free port).`,
      },
    });
    other.close();
    await once(other, 'close');
    expect((await refuse(false)).body).toEqual({ refuse: false });
    expect((await (await Esme.connect(simulator.smppPort)).bind()).command_status).toBe(0);
  });

  test('no log line of a whole run holds a text, a code, a password or a full number', async () => {
    const { simulator, esme } = await bound({ throttle_per_second: 1 });
    const number = freshNumber();
    await simulator.call('PUT', `/faults/${number}`, { receipt: 'fail' });
    await esme.submit(number, TEXT);
    await esme.receipts(1);
    await simulator.call('POST', '/connections/drop');
    await esme.closed();
    await vi.waitUntil(() => simulator.log.some(({ event }) => event === 'unbound'), { interval: 2 });
    const lines = JSON.stringify(simulator.log);
    for (const secret of [number, '123456', 'Your code', 'secret', 'ACME']) expect(lines).not.toContain(secret);
  });
});
