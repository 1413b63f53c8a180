import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processMark } from '../processes.mjs';
import { findHolder, takeDataFolder } from './data-folder.mjs';

let dataDir: string;
const started: ChildProcess[] = [];

beforeEach(() => void (dataDir = join(mkdtempSync(join(tmpdir(), 'codewire-folder-')), 'data')));
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(join(dataDir, '..'), { recursive: true });
});

/** A process that would run for ever, in a group of its own as the launcher's children are. */
async function sleeper(script = 'setInterval(() => {}, 1000)') {
  const child = spawn(process.execPath, ['-e', `${script}; console.log()`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  await once(child.stdout, 'data');
  const pid = child.pid as number;
  return { name: 'sleeper', pid, mark: processMark(pid) as string };
}

/** Leaves the record of a launcher that is no more. */
async function leaveRecord(
  children: object[],
  holder: { pid: number; mark: string } = { pid: 999_999_999, mark: 'gone' },
) {
  const folder = await takeDataFolder(dataDir);
  writeFileSync(folder.holder, JSON.stringify({ ...holder, children }));
  return folder;
}

test('the folder and the record in it are for their owner, and the record goes when it is released', async () => {
  const folder = await takeDataFolder(dataDir);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  folder.recordBackend({ DATABASE_URL: 'postgresql://x:secret@localhost/x' });
  expect(statSync(folder.holder).mode & 0o777).toBe(0o600);
  expect(findHolder(dataDir)).toMatchObject({ pid: process.pid, backend: { DATABASE_URL: expect.any(String) } });
  folder.release();
  expect(readdirSync(dataDir)).toEqual(['logs']);
  expect(findHolder(dataDir)).toBeUndefined();
});

test('one process has it at a time', async () => {
  const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => takeDataFolder(dataDir)));
  const refusals = attempts.filter((attempt) => attempt.status === 'rejected');
  expect(refusals).toHaveLength(3);
  for (const { reason } of refusals) expect(String(reason)).toContain(`Codewire already runs on ${dataDir}`);
});

test('a dead holder is set aside and what it left running is ended', async () => {
  const left = await sleeper();
  await leaveRecord([left]);
  const folder = await takeDataFolder(dataDir);
  expect(processMark(left.pid)).not.toBe(left.mark);
  expect(findHolder(dataDir)).toMatchObject({ pid: process.pid, children: [] });
  folder.release();
});

test("a process that was given a dead child's or a dead holder's number is left alone", async () => {
  const stranger = await sleeper();
  await leaveRecord([{ ...stranger, mark: `${stranger.pid}@1` }], { pid: stranger.pid, mark: `${stranger.pid}@1` });
  const folder = await takeDataFolder(dataDir);
  expect(processMark(stranger.pid)).toBe(stranger.mark);
  folder.release();
});

test('a child that was started again is written down once', async () => {
  const folder = await takeDataFolder(dataDir);
  const [first, second] = [await sleeper(), await sleeper()];
  folder.recordChild('backend', first.pid);
  folder.recordChild('backend', second.pid);
  expect(JSON.parse(readFileSync(folder.holder, 'utf8')).children).toEqual([{ ...second, name: 'backend' }]);
  folder.release();
});

test('half a record, as a full disk leaves it, does not keep anyone out', async () => {
  const folder = await takeDataFolder(dataDir);
  writeFileSync(folder.holder, '{"pid":');
  const again = await takeDataFolder(dataDir);
  expect(existsSync(again.holder)).toBe(true);
  again.release();
});
