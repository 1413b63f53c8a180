import { expect, test } from 'vitest';
import { readFilters, writeFilters } from './carrier-filters';

const read = (search: string) => readFilters((name) => new URLSearchParams(search).get(name));

test.each(['', '?tab=settings', '?tab=trace&command=submit_sm&direction=out&slot=2', '?tab=errors&q=sender'])(
  'the address "%s" says the same when it is written again',
  (address) => expect(writeFilters(read(address))).toBe(address),
);

test.each(['?tab=nothing', '?direction=up', '?slot=x', '?command=%3Cb%3E', '?tab=status&q=x'])(
  'what an address cannot mean is dropped: %s',
  (address) => expect(writeFilters(read(address))).toBe(''),
);
