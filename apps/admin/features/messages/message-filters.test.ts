import { expect, test } from 'vitest';
import { messageForm, type MessageFilters } from './message-filters';

const { none, readFilters, writeFilters, apiFilters, apiPage, viewOf, active } = messageForm;
const NOW = Date.parse('2026-11-25T12:00:00.000Z');

const read = (address: string) => {
  const params = new URLSearchParams(address);
  return readFilters((name) => params.get(name));
};

const SOME: MessageFilters = { ...none, status: ['failed', 'expired'], country: ['DE'], from: '-24h', cursor: 'abc' };

test('an address says what is filtered, and nothing else', () => {
  expect(writeFilters(none)).toBe('');
  expect(writeFilters(SOME)).toBe('?status=failed,expired&country=DE&from=-24h&cursor=abc');
  expect(read(writeFilters(SOME))).toEqual(SOME);
  const fixed = {
    ...none,
    error: ['ESME_RINVDSTADR', '0x0000000B'],
    from: '2026-11-24T12:00:00.000Z',
    live: '1',
  } as const;
  expect(writeFilters(fixed)).toBe('?error=ESME_RINVDSTADR,0x0000000B&from=2026-11-24T12:00:00.000Z&live=1');
  expect(read(writeFilters(fixed))).toEqual(fixed);
});

test.each([
  'status=lost',
  'country=de',
  'country=DEU',
  'language=<script>',
  'carrier=a%20b',
  'purpose=spam',
  'slower_than_ms=0',
  'slower_than_ms=soon',
  'from=yesterday',
  'direction=newer',
  'live=yes',
  'cursor=',
  `cursor=${'x'.repeat(201)}`,
  'number=%2B12125550142',
])('what an address cannot mean is dropped: %s', (address) => {
  expect(read(address)).toEqual(none);
});

test('of several values the ones that mean something stay, each once', () => {
  expect(read('status=failed,lost,failed,expired').status).toEqual(['failed', 'expired']);
  expect(read('number=num_1,num_2').number).toEqual(['num_1']);
  expect(
    read(`country=${[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `A${letter}`).join(',')}`).country,
  ).toHaveLength(20);
});

test('a page is asked for by instants, counted from now, and from its place', () => {
  expect(Object.fromEntries(apiPage({ ...SOME, direction: 'newer' }, NOW))).toEqual({
    limit: '50',
    status: 'failed,expired',
    country: 'DE',
    cursor: 'abc',
    direction: 'newer',
    from: '2026-11-24T12:00:00.000Z',
  });
  expect(apiPage(none, NOW).toString()).toBe('limit=50');
});

test('counts, charts and files are asked for without a place', () => {
  expect(Object.fromEntries(apiFilters({ ...SOME, live: '1' }, NOW))).toEqual({
    status: 'failed,expired',
    country: 'DE',
    from: '2026-11-24T12:00:00.000Z',
  });
});

test('a view keeps relative times, and no place', () => {
  const view = viewOf({ ...SOME, live: '1' });
  expect(view).toEqual({ status: 'failed,expired', country: 'DE', from: '-24h' });
  // A database keeps them in an order of its own.
  const kept = { from: '-24h', gone: 'x', country: 'DE', status: 'failed,expired' };
  expect(messageForm.addressOfView(kept)).toBe('?status=failed,expired&country=DE&from=-24h');
});

test('a place in the list is not a filter', () => {
  expect(active(SOME)).toEqual(['status', 'country', 'time']);
  expect(active({ ...none, cursor: 'abc', live: '1' })).toEqual([]);
});

test('the newest rows come in only where the newest are', () => {
  expect(read('live=1&cursor=abc').live).toBe('');
  expect(read('live=1').live).toBe('1');
});
