import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { Receipt } from './receipts/receipt.js';
import { sendText } from './testing/readme-use.js';
import { ascii, BIND_RESP, deliverSm, RawSmsc, sequenceOf, submitResp } from './testing/raw-smsc.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const SMS = { sender: 'Codewire', destination: '12125551212', text: 'a'.repeat(161) };

async function startSmsc() {
  const smsc = await RawSmsc.listen();
  onTestFinished(() => smsc.close());
  return { smsc, account: { host: '127.0.0.1', port: smsc.port, systemId: 'codewire', password: 'secret' } };
}

test('what the README shows is the code that is tested here, and fits a screen', () => {
  const [, shown = ''] = /```ts\n(.*?)```/s.exec(read('../README.md')) ?? [];
  expect(shown.trim()).toBe(read('./testing/readme-use.ts').replace("'../index.js'", "'@codewire/sms'").trim());
  expect(shown.split('\n').length).toBeLessThanOrEqual(45);
});

test('it sends a text of two parts, keeps the receipt and unbinds', async () => {
  const { smsc, account } = await startSmsc();
  const receipts: Receipt[] = [];
  const outcomes = sendText(account, SMS, async (receipt) => void receipts.push(receipt));
  const peer = await smsc.peer();
  await peer.take();
  peer.send(BIND_RESP);
  const [first = '', second = ''] = await peer.takeMany(2);
  expect([first, second].map((pdu) => pdu.slice(8, 16))).toEqual(['00000004', '00000004']);
  peer.send(submitResp(sequenceOf(first), 'one'), deliverSm({ message: ascii('id:one stat:DELIVRD') }));
  peer.send(submitResp(sequenceOf(second), 'two'));
  const [receiptResp = '', unbind = ''] = await peer.takeMany(2);
  expect([receiptResp.slice(8, 16), unbind.slice(8, 16)]).toEqual(['80000005', '00000006']);
  peer.send(`00000010 80000006 00000000 ${sequenceOf(unbind)}`);
  expect(await outcomes).toEqual([
    { kind: 'submitted', smscMessageId: 'one' },
    { kind: 'submitted', smscMessageId: 'two' },
  ]);
  expect(receipts).toMatchObject([{ smscMessageId: 'one', state: 'delivered' }]);
});

test('and says why there is no bind', async () => {
  const { smsc, account } = await startSmsc();
  const refused = sendText(account, SMS, async () => undefined);
  const peer = await smsc.peer();
  await peer.take();
  peer.send('00000010 80000009 0000000e 00000001');
  await expect(refused).rejects.toThrow('bind_refused');
  await smsc.close();
  await expect(sendText(account, SMS, async () => undefined)).rejects.toThrow('connect_failed: ECONNREFUSED');
});
