import { expect, test } from 'vitest';
import { Metrics } from './metrics.js';

test('a bind is counted in one state at a time', async () => {
  const metrics = new Metrics();
  metrics.bindStates('car_1', ['connecting', 'down', 'connecting']);
  metrics.bindStates('car_1', ['bound', 'down', 'bound']);
  const lines = (await metrics.registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith('codewire_bind_state{'));
  expect(lines.filter((line) => !line.endsWith(' 0'))).toEqual([
    'codewire_bind_state{carrier="car_1",state="bound"} 2',
    'codewire_bind_state{carrier="car_1",state="down"} 1',
  ]);
  expect(lines).toHaveLength(7);
});

test('the number of carriers that a scraper sees is bounded', async () => {
  const metrics = new Metrics();
  for (let index = 0; index < 1_000; index += 1) metrics.submit(`car_${index}`, 'submitted');
  metrics.submit('car_0', 'submitted');
  const lines = (await metrics.registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith('codewire_submits_total{'));
  expect(lines).toHaveLength(101);
  expect(lines).toContain('codewire_submits_total{carrier="car_0",outcome="submitted"} 2');
  expect(lines).toContain('codewire_submits_total{carrier="other",outcome="submitted"} 900');
});

test('what nobody counted yet is there, as nothing', async () => {
  const text = await new Metrics().registry.metrics();
  expect(text).toContain('codewire_stale_writes_total 0');
  expect(text).toContain('codewire_queue_age_seconds 0');
  expect(text).toContain('codewire_accept_to_wire_seconds_count 0');
});
