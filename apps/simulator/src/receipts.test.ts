import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { switchesSchema } from './switches.js';
import { Receipts, type NewReceipt, type Receipt, type ReceiptLimits, type ReceiptPath } from './receipts.js';

/** A session that notes what it was asked to send. */
class Path implements ReceiptPath {
  readonly sent: string[] = [];
  isWritable = true;

  constructor(readonly systemId = 'codewire') {}

  sendReceipt({ messageId }: Receipt): number | null {
    if (!this.isWritable) return null;
    return this.sent.push(messageId);
  }
}

let receipts: Receipts;

function create(limits: Partial<ReceiptLimits> = {}): void {
  receipts = new Receipts(Date.now, limits);
}

function attached(systemId = 'codewire'): Path {
  const path = new Path(systemId);
  receipts.attach(path);
  return path;
}

function receipt(messageId: string, origin: ReceiptPath, switches: object = {}): NewReceipt {
  const address = { ton: 1, npi: 1, address: '15550100000' };
  const account = { systemId: 'codewire', handset: address, sender: address, origin };
  const written = { stat: 'DELIVRD', esmClass: 4, text: '', submittedAt: 0 };
  return { messageId, ...account, ...written, switches: switchesSchema(0).parse(switches) };
}

/** Schedules receipts and lets them fall due. */
function due(...messageIds: string[]): void {
  for (const messageId of messageIds) receipts.schedule(receipt(messageId, new Path()), 500);
  vi.advanceTimersByTime(500);
}

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));

afterEach(() => {
  receipts.close();
  vi.useRealTimers();
});

describe('Receipts', () => {
  test('a receipt goes out after its delay, on a session of its account only', () => {
    create();
    const [other, own] = [attached('other'), attached()];
    due('a');
    expect(own.sent).toEqual(['a']);
    expect(other.sent).toEqual([]);
  });

  test('receipts go round the sessions of the account', () => {
    create();
    const [first, second] = [attached(), attached()];
    due('a', 'b', 'c', 'd');
    expect([first.sent.length, second.sent.length]).toEqual([2, 2]);
  });

  test('receipts of an unbound account wait and go out in order at the bind', () => {
    create();
    due('a', 'b', 'c');
    expect(receipts.counts).toEqual({ sent: 0, acknowledged: 0, dropped: 0, held: 3 });
    expect(attached().sent).toEqual(['a', 'b', 'c']);
  });

  test('an acknowledged receipt is never sent again', () => {
    create();
    const path = attached();
    due('a');
    receipts.answered(path, 1, 0);
    vi.advanceTimersByTime(60_000);
    receipts.detach(path);
    expect(attached().sent).toEqual([]);
    expect(receipts.counts).toEqual({ sent: 1, acknowledged: 1, dropped: 0, held: 0 });
  });

  test('a receipt not answered within 10 s goes out again at the next bind, at most 3 times', () => {
    create();
    const sent: string[][] = [];
    due('a');
    for (let bind = 1; bind <= 6; bind += 1) {
      const path = attached();
      vi.advanceTimersByTime(11_000);
      sent.push(path.sent);
      receipts.detach(path);
    }
    expect(sent).toEqual([['a'], ['a'], ['a'], ['a'], [], []]);
    expect(receipts.counts).toEqual({ sent: 4, acknowledged: 0, dropped: 1, held: 0 });
  });

  test('the same session does not get an unanswered receipt twice', () => {
    create();
    const path = attached();
    due('a');
    vi.advanceTimersByTime(60_000);
    expect(path.sent).toEqual(['a']);
  });

  test('an answer that comes after 10 s changes nothing', () => {
    create();
    const path = attached();
    due('a');
    vi.advanceTimersByTime(11_000);
    receipts.answered(path, 1, 0);
    expect(receipts.counts.acknowledged).toBe(0);
    expect(attached().sent).toEqual(['a']);
  });

  test('a refused receipt goes out again at the next bind', () => {
    create();
    const path = attached();
    due('a');
    receipts.answered(path, 1, 0x64);
    expect(path.sent).toEqual(['a']);
    expect(attached().sent).toEqual(['a']);
  });

  test('what a lost session did not answer goes to another session of the account', () => {
    create();
    const lost = attached();
    due('a', 'b');
    receipts.answered(lost, 1, 0);
    const other = attached();
    receipts.detach(lost);
    expect(other.sent).toEqual(['b']);
  });

  test('a session with a full window makes receipts wait until it answers', () => {
    create({ window: 2 });
    const path = attached();
    due('a', 'b', 'c', 'd');
    expect(path.sent).toEqual(['a', 'b']);
    receipts.answered(path, 2, 0);
    expect(path.sent).toEqual(['a', 'b', 'c']);
  });

  test('a session whose socket takes no more loses no receipt', () => {
    create();
    const path = attached();
    path.isWritable = false;
    due('a', 'b');
    receipts.detach(path);
    expect(attached().sent).toEqual(['a', 'b']);
  });

  test('beyond the limit new receipts are dropped and counted', () => {
    create({ held: 2 });
    due('a', 'b', 'c');
    expect(receipts.counts).toEqual({ sent: 0, acknowledged: 0, dropped: 1, held: 2 });
    expect(attached().sent).toEqual(['a', 'b']);
  });
});
