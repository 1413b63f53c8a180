import { describe, expect, test } from 'vitest';
import type { HealthSign } from './breaker.js';
import { Health, type HealthChange, type Region } from './health.js';

const BERLIN: Region = { country: 'DE', numberPrefix: '491511' };
const BONN: Region = { country: 'DE', numberPrefix: '491701' };
const PARIS: Region = { country: 'FR', numberPrefix: '336' };
const ACCEPTED: HealthSign = { kind: 'accepted', ms: 80 };
const REFUSED: HealthSign = { kind: 'refused' };
const UNDELIVERED: HealthSign = { kind: 'undelivered' };
const MISSING: HealthSign = { kind: 'missing' };

/** A health under a clock that stands still until it is moved, and what it told. */
function createHealth() {
  let now = 1_000_000;
  const changes: HealthChange[] = [];
  const health = new Health({ now: () => now, onChange: (change) => void changes.push(change) });
  return {
    health,
    changes,
    pass: (ms: number) => void (now += ms),
    note: (sign: HealthSign, times = 1, region: Region = BERLIN, carrierId = 'one') => {
      for (let turn = 0; turn < times; turn += 1) health.note(carrierId, region, sign);
    },
    state: (region: Region = BERLIN, carrierId = 'one') => health.stateOf(carrierId, region),
    isPassedOver: (region: Region = BERLIN) => health.isPassedOver('one', region),
    begin: (region: Region = BERLIN) => health.begin('one', region),
  };
}

describe('a carrier is passed over', () => {
  test.each<[string, HealthSign, HealthSign, number, string]>([
    ['refuses more than half', REFUSED, ACCEPTED, 10, 'refusals'],
    ['leaves more than half unanswered', { kind: 'unanswered' }, ACCEPTED, 10, 'silence'],
    ['takes longer than a user has patience', { kind: 'accepted', ms: 9_000 }, ACCEPTED, 10, 'slowness'],
    ['delivers less than a third', { kind: 'undelivered' }, { kind: 'delivered' }, 20, 'receipts'],
  ])('that %s, once there are enough samples and not before', (_, bad, good, least, cause) => {
    const { note, state, changes } = createHealth();
    note(bad, least - 1);
    expect(state()).toBe('well');
    note(bad);
    expect(state()).toBe('open');
    expect(changes).toMatchObject([
      { carrierId: 'one', region: '491511', state: 'open', cause, unwell: 1 },
      { carrierId: 'one', region: 'DE', state: 'open', cause, unwell: 2 },
    ]);
    const other = createHealth();
    other.note(good, least);
    other.note(bad, least);
    expect(other.state()).toBe('well');
  });

  test('never for what is long over', () => {
    const { note, pass, state } = createHealth();
    note(REFUSED, 9);
    pass(70_000);
    note(REFUSED);
    expect(state()).toBe('well');
  });

  test('for its own fault alone, and in no other country', () => {
    const { note, state } = createHealth();
    note(REFUSED, 10);
    expect(state(BERLIN, 'two')).toBe('well');
    expect(state(PARIS)).toBe('well');
  });
});

describe('receipts that are missing', () => {
  test('count where others of the carrier come in, from whatever country', () => {
    const { note, state } = createHealth();
    note({ kind: 'delivered' }, 1, PARIS);
    note(MISSING, 20);
    expect([state(), state(PARIS)]).toEqual(['open', 'well']);
  });

  test('say nothing where none has come lately: they go to another node', () => {
    const { note, pass, state } = createHealth();
    note(MISSING, 100);
    expect(state()).toBe('well');
    note({ kind: 'delivered' }, 1, PARIS, 'two');
    note({ kind: 'delivered' });
    pass(300_001);
    note(MISSING, 100);
    expect(state()).toBe('well');
  });
});

describe('of two prefixes of a country', () => {
  test('one that has seen too little goes by the country', () => {
    const { note, state } = createHealth();
    note(REFUSED, 10);
    expect(state(BONN)).toBe('open');
    expect(state({ country: 'DE', numberPrefix: null })).toBe('open');
  });

  test('one that has seen enough of its own goes by that', () => {
    const { note, state } = createHealth();
    note(ACCEPTED, 10, BONN);
    note(REFUSED, 11);
    expect([state(BERLIN), state(BONN)]).toEqual(['open', 'well']);
    expect(state({ country: 'DE', numberPrefix: null })).toBe('open');
  });
});

describe('of two prefixes of a country whose texts do not arrive', () => {
  const undelivered = (answers: number, delivered: number) => {
    const all = createHealth();
    all.note(ACCEPTED, answers, BONN);
    all.note({ kind: 'delivered' }, delivered, BONN);
    all.note(UNDELIVERED, 60);
    return all;
  };

  test('one that has answers but few receipts goes by the country', () => {
    expect(undelivered(10, 19).state(BONN)).toBe('open');
  });

  test('one that has receipts enough goes by those', () => {
    expect(undelivered(0, 20).state(BONN)).toBe('well');
  });
});

describe('a breaker that is open', () => {
  const opened = () => {
    const all = createHealth();
    all.note(REFUSED, 10);
    return all;
  };

  test('lets nothing through in its pause, whatever comes back from before', () => {
    const { pass, note, state, isPassedOver } = opened();
    pass(9_999);
    note(ACCEPTED);
    expect([state(), isPassedOver()]).toEqual(['open', true]);
  });

  test('after the pause lets one message through at a time', () => {
    const { pass, begin, state, isPassedOver } = opened();
    pass(10_000);
    expect([state(), isPassedOver()]).toEqual(['half_open', false]);
    begin();
    expect([state(), isPassedOver()]).toEqual(['half_open', true]);
  });

  test('tries another when the first has not come back', () => {
    const { pass, begin, isPassedOver } = opened();
    pass(10_000);
    begin();
    pass(29_999);
    expect(isPassedOver()).toBe(true);
    pass(1);
    expect(isPassedOver()).toBe(false);
  });

  test('closes with the first that goes well, and forgets what it had seen', () => {
    const { pass, begin, note, state, changes } = opened();
    pass(10_000);
    begin();
    note(ACCEPTED);
    expect(state()).toBe('well');
    note(REFUSED, 9);
    expect(state()).toBe('well');
    expect(changes.map(({ region, state: told }) => `${region} ${told}`)).toEqual([
      '491511 open',
      'DE open',
      '491511 half_open',
      'DE half_open',
      '491511 well',
      'DE well',
    ]);
    expect(changes.at(-1)).toMatchObject({ unwell: 0 });
  });

  test('stays open twice as long with each that fails, up to five minutes', () => {
    const { pass, note, state } = opened();
    let pause = 10_000;
    for (const next of [20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
      pass(pause);
      expect(state()).toBe('half_open');
      note(REFUSED);
      pass(next - 1);
      expect(state()).toBe('open');
      pause = 1;
    }
  });

  const openedByReceipts = () => {
    const all = createHealth();
    all.note(UNDELIVERED, 20);
    all.pass(10_000);
    return all;
  };

  test('for its receipts is closed by a receipt at once: an answer proves nothing yet', () => {
    const { note, state } = openedByReceipts();
    note(ACCEPTED);
    expect(state()).toBe('half_open');
    note({ kind: 'delivered' });
    expect(state()).toBe('well');
  });

  test('for its receipts is closed when a probe was taken and nothing bad came for two minutes: they may go elsewhere', () => {
    const { note, pass, begin, state, isPassedOver, changes } = openedByReceipts();
    begin();
    note(ACCEPTED);
    pass(119_000);
    note(ACCEPTED);
    expect(state()).toBe('half_open');
    pass(1_000);
    expect([state(), isPassedOver()]).toEqual(['well', false]);
    begin();
    expect(changes.at(-1)).toMatchObject({ region: 'DE', state: 'well', unwell: 0 });
    note(UNDELIVERED, 19);
    expect(state()).toBe('well');
  });

  test('for its receipts stays so when a bad one comes after the probe, and without a probe that was taken', () => {
    const { note, pass, state } = openedByReceipts();
    note(ACCEPTED);
    pass(60_000);
    note(UNDELIVERED);
    pass(60_000);
    expect(state()).toBe('half_open');
    pass(600_000);
    expect(state()).toBe('half_open');
  });
});

test('the regions that are remembered are bounded, and those that were not touched for longest are forgotten', () => {
  const { note, state } = createHealth();
  note(REFUSED, 10, { country: 'ZZ', numberPrefix: '9' });
  for (let place = 0; place < 10_000; place += 1) note(ACCEPTED, 1, { country: 'DE', numberPrefix: `49${place}` });
  expect(state({ country: 'ZZ', numberPrefix: '9' })).toBe('well');
});
