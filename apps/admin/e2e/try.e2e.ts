import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshNumber, remember } from '../../backend/src/test/numbers.js';
import { wrongCode } from '../../backend/src/test/starts.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { TryRoom, untilValue } from './try.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

async function tryIt() {
  const page = await room.visit('/try');
  return { page, tryRoom: new TryRoom(page) };
}

test('the room has a number that belongs to nobody', async () => {
  const page = await room.visit('/try');
  remember('+12125550142');
  expect(await new TryRoom(page).number().inputValue()).toBe('+12125550142');
  await page.getByText('Simulated carrier. Nothing leaves this server.').waitFor();
  await page.getByText('Nothing here yet. Send a code and it arrives on this phone.').waitFor();
});

test('a code reaches the phone, fills itself in, and is approved', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  const filled = await untilValue(page, 'Code', /^\d{6}$/);
  const code = await tryRoom.codeOnPhone();
  expect(filled).toBe(code);
  expect(await tryRoom.bubbles().last().locator('[lang]').innerText()).toBe(
    `Your Codewire code is ${code}. It is valid for 10 minutes. Do not share it with anyone.`,
  );
  await tryRoom.check();
  await tryRoom.outcome().waitFor();
  expect(await tryRoom.outcome().getAttribute('data-outcome')).toBe('approved');
  expect(await tryRoom.outcome().innerText()).toBe('Approved\n\nThe code is right. The number is verified.');
  await tryRoom.check();
  await page.locator('[data-outcome="already_approved"]').waitFor();
});

test('the timeline follows the message by itself until it is delivered', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  await page.locator('[data-step="delivered"]').waitFor();
  const kinds = await tryRoom.steps().evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step')));
  expect(kinds.slice(0, 3)).toEqual(['accepted', 'rendered', 'attempted']);
  // A receipt may come before the carrier's answer is known.
  expect(kinds.filter((kind) => kind !== 'submitted').slice(3)).toEqual(['receipt', 'delivered']);
  expect(kinds.slice(3)).toContain('submitted');
  await page.getByRole('link', { name: 'See it in Messages' }).click();
  await page.waitForURL('**/messages?verification=ver_*');
  await page.locator('[data-shortcut-row]').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);
});

test('a wrong code is told with the attempts that are left, and the right one still counts', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  const code = await untilValue(page, 'Code', /^\d{6}$/);
  for (const words of ['4 attempts left.', '3 attempts left.']) {
    await tryRoom.check(wrongCode(code));
    await page.getByText(words).waitFor();
    expect(await tryRoom.outcome().innerText()).toBe(`Wrong code\n\n${words}`);
  }
  await tryRoom
    .bubbles()
    .last()
    .getByRole('button', { name: `Use code ${code}` })
    .click();
  expect(await tryRoom.code().inputValue()).toBe(code);
  expect(await tryRoom.code().evaluate((field) => field === document.activeElement)).toBe(true);
  await tryRoom.check();
  await page.locator('[data-outcome="approved"]').waitFor();
});

test('five wrong codes end it, for the right one too', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  const code = await untilValue(page, 'Code', /^\d{6}$/);
  for (const left of [4, 3, 2, 1]) {
    await tryRoom.check(wrongCode(code));
    await page.getByText(`${left} attempt${left === 1 ? '' : 's'} left.`).waitFor();
  }
  await tryRoom.check(wrongCode(code));
  await page.getByText('No attempts left. Send a new code.').waitFor();
  await tryRoom.check(code);
  await page.locator('[data-outcome="exhausted"]').waitFor();
  expect(await page.getByRole('button', { name: 'Send again' }).count()).toBe(0);
});

test('sending again brings the same code once more', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  const code = await untilValue(page, 'Code', /^\d{6}$/);
  await page.getByRole('button', { name: 'Send again' }).click();
  await tryRoom.bubbles().nth(1).waitFor();
  expect(await tryRoom.codeOnPhone()).toBe(code);
  expect(await untilValue(page, 'Code', /^\d{6}$/)).toBe(code);
});

test('a number that is none is refused in words, where the reader is taken', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send('12');
  const alert = page.getByRole('alert').filter({ hasText: 'Request' });
  await alert.waitFor();
  expect(await alert.evaluate((place) => place === document.activeElement)).toBe(true);
  expect(await tryRoom.number().getAttribute('aria-invalid')).toBe('true');
});

test('the curl twin follows what is typed, quotes it, and leaves the key to the shell', async () => {
  const { page, tryRoom } = await tryIt();
  const twin = page.locator('pre').first();
  const api = room.system.backends[0]!.url;
  const lines = (body: string) =>
    [
      `curl -s ${api}/v1/otp \\`,
      `  -H "authorization: Bearer $CODEWIRE_KEY" \\`,
      `  -H 'content-type: application/json' \\`,
      `  -d '${body}'`,
    ].join('\n');
  const number = freshNumber();
  await tryRoom.number().fill(number);
  expect(await twin.innerText()).toBe(lines(`{"number":"${number}"}`));
  await page.locator('select').first().selectOption('pt-BR');
  expect(await twin.innerText()).toBe(lines(`{"number":"${number}","language":"pt-BR"}`));
  await tryRoom.number().fill(`+1 (212) 'x'`);
  expect(await twin.innerText()).toBe(lines(`{"number":"+1 (212) '\\''x'\\''","language":"pt-BR"}`));
});

/** As `libs/otp` and the built-in texts have them; the digits stand where the code is. */
const LANGUAGES = [
  [
    'en',
    'ltr',
    '',
    (code: string) => `Your Codewire code is ${code}. It is valid for 10 minutes. Do not share it with anyone.`,
  ],
  ['es', 'ltr', '', (code: string) => `Codewire: su clave es ${code}. Caduca en 10 minutos. No la comparta con nadie.`],
  [
    'de',
    'ltr',
    '',
    (code: string) => `Codewire: Ihr Code ist ${code}. Er gilt 10 Minuten. Bitte geben Sie ihn nicht weiter.`,
  ],
  ['pt-BR', 'ltr', '', (code: string) => `Codewire: código ${code}. Vale 10 min. Não compartilhe.`],
  ['ru', 'ltr', '', (code: string) => `Codewire: код ${code} на 10 минут. Никому не сообщайте.`],
  ['ar', 'rtl', 'Script Arabic', (code: string) => `رمزك ${code} من Codewire صالح لمدة 10 دقائق. لا تشاركه.`],
  ['he', 'rtl', 'Script Hebrew', (code: string) => `הקוד ${code} של Codewire תקף ל-10 דקות. אין לשתף אותו.`],
  ['hi', 'ltr', 'Script Devanagari', (code: string) => `Codewire कोड: ${code}, 10 मिनट तक वैध। किसी को न बताएँ।`],
  [
    'ja',
    'ltr',
    'Noto Sans JP',
    (code: string) => `Codewireの認証コードは ${code} です。10分間有効です。他人に教えないでください。`,
  ],
  ['zh-CN', 'ltr', 'Noto Sans SC', (code: string) => `【Codewire】您的验证码是 ${code}，10分钟内有效，请勿告诉他人。`],
] as const;

describe('the phone shows each language in its own script and direction', () => {
  test.each(LANGUAGES)('%s', async (language, direction, font, textWith) => {
    const { page, tryRoom } = await tryIt();
    await tryRoom.send(freshNumber(), language);
    const code = await untilValue(page, 'Code', /^\d{6}$/);
    const text = tryRoom.bubbles().last().locator('[lang]');
    expect(await text.innerText()).toBe(textWith(code));
    expect(await text.getAttribute('lang')).toBe(language);
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe(direction);
    if (font === '') return;
    await page.waitForFunction(
      (family) =>
        [...document.fonts].some((face) => face.family.replaceAll('"', '') === family && face.status === 'loaded'),
      font,
    );
  });
});
