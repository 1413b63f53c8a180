import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasEnded, isDead, processIdentity, readStat } from './sender-process.js';

describe.runIf(platform === 'linux')('a process of this machine', () => {
  test('has not ended while it runs, nor while it stands still, and has once it is killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const identity = processIdentity(child.pid!);
    expect(identity).toContain(` ${child.pid} `);
    expect(hasEnded(identity)).toBe(false);
    child.kill('SIGSTOP');
    expect(hasEnded(identity)).toBe(false);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    expect(hasEnded(identity)).toBe(true);
  });

  test('has ended when its number is another’s by now', () => {
    const own = processIdentity();
    expect(hasEnded(own)).toBe(false);
    expect(hasEnded(own.replace(/\d+$/, '1'))).toBe(true);
  });
});

const statLine = (state: string, threads: number) =>
  `4711 (node) (x) Z) ${state} 1 4711 4711 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 ${threads} 0 123456 0 0`;

test.each([
  ['R', 11, false],
  ['Z', 11, false],
  ['Z', 2, false],
  ['Z', 1, true],
  ['X', 1, true],
])('one in the state %s with %i threads has ended: %s', (state, threads, isOver) => {
  const stat = readStat(statLine(state, threads));
  expect(stat).toEqual({ pid: 4711, state, threads, startedAt: '123456' });
  expect(isDead(stat)).toBe(isOver);
});

test('of a process elsewhere nothing is known', () => {
  const own = processIdentity();
  expect(hasEnded('')).toBe(false);
  expect(hasEnded('5b1f4a6e-0000-4000-8000-000000000000 pid:[4026531836] 999999999 1')).toBe(false);
  expect(hasEnded(own.replace(/pid:\[\d+\]/, 'pid:[1]').replace(/ \d+ \d+$/, ' 999999999 1'))).toBe(false);
});
