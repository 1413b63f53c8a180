import { expect, test } from 'vitest';
import { readFilters, writeFilters } from './detail-tab';

const read = (search: string) => readFilters((name) => new URLSearchParams(search).get(name));

test.each(['', '?tab=related', '?tab=json'])('the address "%s" says the same when it is written again', (address) =>
  expect(writeFilters(read(address))).toBe(address),
);

test('a tab that there is not is the overview', () => expect(read('?tab=secrets').tab).toBe('overview'));
