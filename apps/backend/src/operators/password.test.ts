import { expect, test } from 'vitest';
import { AppError } from '../platform/app-error.js';
import { assertUnguessable, isOutdated, Passwords } from './password.js';

const LENA = { email: 'lena.hartmann@example.com', name: 'Lena Hartmann' };

/** The reference implementation's own vector, for "password": argon2id, m=256, t=2, p=1. */
const SMALL = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
/** Hashing is slow on purpose, and slower where others hash. */
const PATIENCE = { timeout: 60_000 };

test('a password verifies, with its accents composed or not, and no hash stands twice', PATIENCE, async () => {
  const passwords = new Passwords();
  const [one, two] = await Promise.all(['caf\u00e9 am ruhigen hafen', 'x'].map((text) => passwords.hash(text)));
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one!.split('$')[4]).not.toBe(two!.split('$')[4]);
  expect(await passwords.verify('cafe\u0301 am ruhigen hafen', one!)).toBe(true);
  expect(isOutdated(one!)).toBe(false);
});

test('a hash of other parameters verifies its password and no other, and is told to be outdated', async () => {
  const passwords = new Passwords();
  expect(await passwords.verify('password', SMALL)).toBe(true);
  expect(await passwords.verify('password ', SMALL)).toBe(false);
  expect(isOutdated(SMALL)).toBe(true);
});

test('without a stored hash nothing verifies, and the work is done all the same', PATIENCE, async () => {
  const passwords = new Passwords();
  const startedAt = performance.now();
  expect(await passwords.verify('whatever it may be', null)).toBe(false);
  // Three passes over 64 MiB; an answer without them would be there in no time.
  expect(performance.now() - startedAt).toBeGreaterThan(50);
});

test('three run at once, fifty wait, and the next is told to come again', async () => {
  const passwords = new Passwords();
  const answers = await Promise.allSettled(Array.from({ length: 60 }, () => passwords.verify('password', SMALL)));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(answers.length - refused.length).toBe(53);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'auth.busy' });
  expect(await passwords.verify('password', SMALL)).toBe(true);
});

test.each([
  'passwordpassword',
  'P@ssw0rd1234567',
  '123456789012345',
  'qwertyuiopasdfgh',
  'aaaaaaaaaaaaaaaaaaaa',
  'iloveyou1234567890',
  'codewirecodewire',
  'Codewire-2026-Codewire',
  'lena hartmann 1984',
  'Lena.Hartmann@example.com',
  'HARTMANN hartmann HARTMANN',
])('%s is refused as guessable', async (password) => {
  const refusal = await assertUnguessable(password, LENA).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: 'password.guessable' });
});

test.each(['eleven quiet lanterns 7', 'blaue katze tanzt im regen', 'Xk2v9Qw7Lm4Rt8Zp', 'قطة زرقاء ترقص تحت المطر'])(
  '%s is accepted',
  async (password) => {
    await expect(assertUnguessable(password, LENA)).resolves.toBeUndefined();
  },
);

test('no password keeps the process busy for long', async () => {
  await assertUnguessable('eleven quiet lanterns 7', LENA);
  const worst = ['p4ssw0rd', 'P@$$w0rd', '4@8({[<369&#!1/|0$5+7%2', '12.12.1984 '].map((text) =>
    text.repeat(16).slice(0, 128),
  );
  for (const password of worst) {
    const startedAt = performance.now();
    await assertUnguessable(password, LENA).catch(() => undefined);
    // Some fifty milliseconds where nothing else runs.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  }
});
