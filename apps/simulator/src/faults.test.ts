import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Faults } from './faults.js';

test('what a body leaves out takes its default', () => {
  const faults = new Faults(250);
  faults.setGlobal(faults.schema.parse({ receipt: 'fail' }));
  expect(faults.global.switches).toMatchObject({
    receipt: 'fail',
    receipt_delay_ms: 250,
    throttle_per_second: null,
    answer_delay_ms: 0,
    answer: 'normal',
    refuse_status: null,
    refuse_bind: null,
  });
});

test('a throttle of 2 passes 2 in a second that starts with the first, then 2 in the next', () => {
  const faults = new Faults(0);
  faults.setGlobal(faults.schema.parse({ throttle_per_second: 2 }));
  const passed = [10_400, 10_401, 10_402, 11_399, 11_400, 11_401, 11_402].map((at) => faults.global.passThrottle(at));
  expect(passed).toEqual([true, true, false, false, true, true, false]);
});

test('a number with its own switches sees neither the global ones nor another number', () => {
  const faults = new Faults(0);
  faults.setGlobal(faults.schema.parse({ refuse_status: 8 }));
  faults.setNumber('15550100001', faults.numberSchema.parse({ answer: 'never' }));
  expect(faults.of('15550100001').switches).toMatchObject({ answer: 'never', refuse_status: null });
  expect(faults.of('15550100002').switches).toMatchObject({ answer: 'normal', refuse_status: 8 });
  faults.resetNumber('15550100001');
  expect(faults.of('15550100001').switches).toMatchObject({ answer: 'normal', refuse_status: 8 });
});

test('a number without its own switches is ruled by those of its account, and these by the global ones', () => {
  const faults = new Faults(0);
  faults.setGlobal(faults.schema.parse({ refuse_status: 8 }));
  faults.setAccount('slow', faults.schema.parse({ answer_delay_ms: 9 }));
  expect(faults.of('15550100001', 'slow').switches).toMatchObject({ answer_delay_ms: 9, refuse_status: null });
  expect(faults.of('15550100001', 'other').switches).toMatchObject({ answer_delay_ms: 0, refuse_status: 8 });
  faults.resetAccount('slow');
  expect(faults.of('15550100001', 'slow').switches).toMatchObject({ answer_delay_ms: 0, refuse_status: 8 });
});

test('a refusal with a count refuses that often, then all is well; binds and submits count apart', () => {
  const faults = new Faults(0);
  faults.setGlobal(faults.schema.parse({ refuse_status: 8, refuse_count: 2, refuse_bind: 0x0d, refuse_bind_count: 1 }));
  const scope = faults.global;
  expect([scope.takeRefusal(), scope.takeRefusal(), scope.takeRefusal()]).toEqual([8, 8, null]);
  expect([scope.takeBindRefusal(), scope.takeBindRefusal()]).toEqual([0x0d, null]);
});

test('a refusal that begins anew refuses as often again after so many were taken', () => {
  const faults = new Faults(0);
  faults.setGlobal(faults.schema.parse({ refuse_status: 0x58, refuse_count: 2, refuse_again_after: 1 }));
  const taken = Array.from({ length: 7 }, () => faults.global.takeRefusal());
  expect(taken).toEqual([0x58, 0x58, null, 0x58, 0x58, null, 0x58]);
});

test('a session ends at one submit, or again at each so-manieth after it', () => {
  const faults = new Faults(0);
  const ends = () => Array.from({ length: 6 }, () => faults.global.takeEnd());
  faults.setGlobal(faults.schema.parse({ end_after: 2, end_with: 'unbind' }));
  expect(ends()).toEqual([null, 'unbind', null, null, null, null]);
  faults.setGlobal(faults.schema.parse({ end_after: 1, end_every: 2 }));
  expect(ends()).toEqual(['cut', null, 'cut', null, 'cut', null]);
});

test('a throttle by number has a share for each', () => {
  const faults = new Faults(0);
  faults.setGlobal(faults.schema.parse({ throttle_per_second: 1, throttle_by: 'number' }));
  const passed = ['1', '1', '2', '2'].map((number) => faults.global.passThrottle(10_000, number));
  expect(passed).toEqual([true, false, true, false]);
});

test('of more than 10,000 numbers with switches the one set longest ago is ruled by the global ones again', () => {
  const faults = new Faults(0);
  const switches = faults.numberSchema.parse({ receipt: 'none' });
  for (let number = 0; number <= 10_000; number += 1) {
    faults.setNumber(String(number), switches);
    if (number === 5) faults.setNumber('0', switches);
  }
  expect(['0', '1', '2', '10000'].map((number) => faults.of(number).switches.receipt)).toEqual([
    'none',
    'deliver',
    'none',
    'none',
  ]);
});

test('the README names every switch', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const names = Object.keys(new Faults(0).schema.shape);
  expect(names.filter((name) => !readme.includes(`| \`${name}\``))).toEqual([]);
});
