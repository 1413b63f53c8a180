import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshNumber, remember } from '../../backend/src/test/numbers.js';
import { wrongCode } from '../../backend/src/test/starts.js';
import { startConsoleUnderTest, type ConsoleUnderTest, type PageOptions } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { untilCopied } from './messages.js';
import { TryRoom, untilValue } from './try.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

async function tryIt(options: PageOptions = {}) {
  const page = await room.visit('/try', options);
  return { page, tryRoom: new TryRoom(page) };
}

/** What the simulated carrier itself has for a number. */
async function switchesOf(number: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${room.system.simulator.url}/faults/${number.slice(1)}`);
  return (await answer.json()) as Record<string, unknown>;
}

test('the room has a number that belongs to nobody', async () => {
  const page = await room.visit('/try');
  remember('+12125550142');
  await expect.poll(() => new TryRoom(page).number().inputValue()).toBe('+12125550142');
  await page.getByText('Simulated carrier. Nothing leaves this server.').waitFor();
  await page.getByText('Nothing here yet. Send a code and it arrives on this phone.').waitFor();
});

test('a code reaches the phone, fills itself in, and is approved', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  const filled = await untilValue(page, 'Code', /^\d{6}$/);
  const code = await tryRoom.codeOnPhone();
  expect(filled).toBe(code);
  await expect
    .poll(() => tryRoom.bubbles().last().locator('[lang]').innerText())
    .toBe(`Your Codewire code is ${code}. It is valid for 10 minutes. Do not share it with anyone.`);
  await tryRoom.check();
  await tryRoom.outcome().waitFor();
  await expect.poll(() => tryRoom.outcome().getAttribute('data-outcome')).toBe('approved');
  await expect.poll(() => tryRoom.outcome().innerText()).toBe('Approved\n\nThe code is right. The number is verified.');
  await tryRoom.check();
  await page.locator('[data-outcome="already_approved"]').waitFor();
});

test('the timeline follows the message by itself until it is delivered', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  await page.locator('[data-step="delivered"]').waitFor();
  const kinds = await tryRoom.steps().evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step')));
  expect(kinds.slice(0, 4)).toEqual(['accepted', 'rendered', 'routed', 'attempted']);
  // A receipt may come before the carrier's answer is known.
  expect(kinds.filter((kind) => kind !== 'submitted').slice(4)).toEqual(['receipt', 'delivered']);
  expect(kinds.slice(4)).toContain('submitted');
  await untilCopied(room.system);
  await page.getByRole('link', { name: 'See it in Messages' }).click();
  await page.waitForURL('**/messages?verification=ver_*');
  await page.locator('[data-shortcut-row]').waitFor();
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
});

test('a wrong code is told with the attempts that are left, and the right one still counts', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  const code = await untilValue(page, 'Code', /^\d{6}$/);
  for (const words of ['4 attempts left.', '3 attempts left.']) {
    await tryRoom.check(wrongCode(code));
    await page.getByText(words).waitFor();
    await expect.poll(() => tryRoom.outcome().innerText()).toBe(`Wrong code\n\n${words}`);
  }
  await tryRoom
    .bubbles()
    .last()
    .getByRole('button', { name: `Use code ${code}` })
    .click();
  await expect.poll(() => tryRoom.code().inputValue()).toBe(code);
  await expect.poll(() => tryRoom.code().evaluate((field) => field === document.activeElement)).toBe(true);
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
  expect(await page.getByRole('button', { name: 'Send again', exact: true }).count()).toBe(0);
});

test('sending again brings the same code once more', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  const code = await untilValue(page, 'Code', /^\d{6}$/);
  await page.getByRole('button', { name: 'Send again', exact: true }).click();
  await tryRoom.bubbles().nth(1).waitFor();
  expect(await tryRoom.codeOnPhone()).toBe(code);
  expect(await untilValue(page, 'Code', /^\d{6}$/)).toBe(code);
});

test('the first code is on the phone within fifteen seconds of opening the page', async () => {
  const openedAt = performance.now();
  const { page, tryRoom } = await tryIt();
  await tryRoom.send(freshNumber());
  await untilValue(page, 'Code', /^\d{6}$/);
  expect(performance.now() - openedAt).toBeLessThan(15_000);
});

describe('several phones', () => {
  test('each shows what came to it alone; what nobody has looked at is marked until somebody has', async () => {
    const { page, tryRoom } = await tryIt();
    const british = await tryRoom.addPhone('United Kingdom');
    expect(british).toMatch(/^\+447700900\d{3}$/);
    const canadian = await tryRoom.addPhone('Canada');
    await expect.poll(() => new URL(page.url()).search).toBe('?phone=3');
    await page.getByRole('button', { name: 'Send code' }).click();
    const code = await untilValue(page, 'Code', /^\d{6}$/);
    expect(await tryRoom.codeOnPhone()).toBe(code);

    await page.getByTestId('handset-2').click();
    await expect.poll(() => tryRoom.number().inputValue()).toBe(british);
    await page.getByText('Nothing here yet. Send a code and it arrives on this phone.').waitFor();
    expect(await tryRoom.code().inputValue()).toBe('');
    // From an app, while another phone is looked at.
    expect((await room.system.client.start({ number: canadian })).status).toBe(201);
    await page.getByTestId('handset-3').getByText('1 new message').waitFor();
    await page.getByTestId('handset-3').click();
    await tryRoom.bubbles().nth(1).waitFor();
    await page.getByTestId('handset-3').getByText('1 new message').waitFor({ state: 'detached' });
  });

  test('they are there after a reload, in the order and at the place they had, until one is removed', async () => {
    const { page, tryRoom } = await tryIt();
    const number = await tryRoom.addPhone('France');
    await page.reload();
    await page.locator('[data-testid=handset-2][aria-current=true]').waitFor();
    await expect.poll(() => tryRoom.number().inputValue()).toBe(number);
    expect(page.url()).not.toContain(number.slice(1));
    await page.getByRole('button', { name: `Remove ${number} from this browser` }).click();
    await page.locator('[data-testid=handset-1][aria-current=true]').waitFor();
    await expect.poll(() => tryRoom.phones().count()).toBe(1);
  });

  test('one fills the screen, by its place and not by its number, and follows what comes', async () => {
    const { page, tryRoom } = await tryIt();
    const number = await tryRoom.addPhone('Australia');
    await page.getByRole('link', { name: 'Full screen' }).click();
    await page.waitForURL('**/try/phone/2');
    await page.getByRole('region', { name: `Phone ${number}` }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await room.system.client.start({ number });
    await page.getByTestId('phone-message').waitFor();
    await page.getByRole('link', { name: 'Back to Try it' }).click();
    await page.waitForURL('**/try?phone=2');
    await page.goto(`${room.console.url}/try/phone/6`);
    await page.getByText('This browser has no such phone.').waitFor();
    await page.goto(`${room.console.url}/try/phone/7`);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
  });
});

describe('what can go wrong', () => {
  test('a fault is set for one phone, told plainly, seen in its PDUs, there after a reload, and put back', async () => {
    const { page, tryRoom } = await tryIt();
    const number = await tryRoom.addPhone('United Kingdom');
    const usual = await switchesOf(number);
    await tryRoom.fault('Receipt twice').check();
    await page.locator('[data-faults="1"]').getByText('Faults are on: Receipt twice').waitFor();
    await expect.poll(() => switchesOf(number)).toEqual({ ...usual, receipt_copies: 2 });
    await page.reload();
    await page.locator('[data-faults="1"]').waitFor();
    await expect.poll(() => tryRoom.fault('Receipt twice').isChecked()).toBe(true);
    expect(await tryRoom.fault('Refused').isChecked()).toBe(false);

    await page.getByRole('button', { name: 'Send code' }).click();
    await tryRoom.pdus('deliver_sm').nth(1).waitFor();
    await tryRoom.pdus('submit_sm_resp').waitFor();
    await expect.poll(() => tryRoom.pdus('submit_sm').count()).toBe(1);
    await expect.poll(() => page.locator('[data-step="delivered"]').count()).toBe(1);
    await page.locator('[data-ticks="delivered"]').waitFor();
    await tryRoom.pdus('deliver_sm').first().locator('summary').click();
    await tryRoom.pdus('deliver_sm').first().getByText('message_state').waitFor();

    // Another phone knows nothing of it.
    await page.getByTestId('handset-1').click();
    await tryRoom.banner().waitFor({ state: 'detached' });
    await page.getByTestId('handset-2').click();
    await page.getByRole('button', { name: 'Put all back' }).click();
    await tryRoom.banner().waitFor({ state: 'detached' });
    await expect.poll(() => switchesOf(number)).toEqual(usual);
  });

  test('a refusal is with the status that was chosen by its name', async () => {
    const { page, tryRoom } = await tryIt();
    await tryRoom.addPhone('United States');
    await page.getByLabel('Answer', { exact: true }).selectOption({ label: 'ESME_RINVSRCADR (0x0A)' });
    await tryRoom.fault('Refused').check();
    await tryRoom.banner().waitFor();
    await page.getByRole('button', { name: 'Send code' }).click();
    await tryRoom.pdus('submit_sm_resp').first().getByText('ESME_RINVSRCADR').waitFor();
    await page.locator('[data-step="failed"]').waitFor();
    expect(await tryRoom.bubbles().count()).toBe(0);
  });

  test('five wrong codes at the push of a button, and then the right one is refused, too', async () => {
    const { page, tryRoom } = await tryIt();
    await expect.poll(() => page.getByRole('button', { name: 'Do it: Five wrong codes' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Send code' }).click();
    const code = await untilValue(page, 'Code', /^\d{6}$/);
    await page.getByRole('button', { name: 'Do it: Five wrong codes' }).click();
    await page.getByText('No attempts left. Send a new code.').waitFor();
    await tryRoom.check(code);
    await page.locator('[data-outcome="exhausted"]').waitFor();
  });

  test('a code that is asked for again at once comes as often as it may, and then that is refused', async () => {
    const { page, tryRoom } = await tryIt();
    await tryRoom.addPhone('France');
    await page.getByRole('button', { name: 'Send code' }).click();
    const code = await untilValue(page, 'Code', /^\d{6}$/);
    await page.getByRole('button', { name: 'Do it: Send again at once' }).click();
    await page.getByRole('alert').filter({ hasText: 'Request' }).waitFor();
    await tryRoom.bubbles().nth(4).waitFor();
    await expect.poll(() => tryRoom.bubbles().count()).toBe(5);
    await expect.poll(() => tryRoom.bubbles().getByText(code).count()).toBe(5);
  });

  test('a phone is added, and a fault set and put back, without a mouse', async () => {
    const { page, tryRoom } = await tryIt();
    await page.getByRole('link', { name: 'Full screen' }).waitFor();
    await tryRoom.number().focus();
    await tabTo(page, 'Add a phone');
    await page.keyboard.press('Enter');
    await page.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.type('f');
    await untilFocused(page, 'France');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=handset-2][aria-current=true]').waitFor();
    remember(await tryRoom.number().inputValue());
    await tryRoom.fault('Never delivered').focus();
    await page.keyboard.press('Space');
    await tryRoom.banner().waitFor();
    await tryRoom.number().focus();
    await tabTo(page, 'Put all back');
    await page.keyboard.press('Enter');
    await tryRoom.banner().waitFor({ state: 'detached' });
  });

  test('a number that may be somebody’s gets no faults', async () => {
    const { page, tryRoom } = await tryIt();
    await tryRoom.send(freshNumber());
    await page.getByText('Only for phones with a fictional number: others would be disturbed.').waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
  });
});

test('a payment names what is typed, on the phone and in the curl twin', async () => {
  const { page, tryRoom } = await tryIt();
  await page.getByLabel('Purpose').selectOption('payment');
  await page.getByLabel('Amount').fill('99.95');
  await page.getByLabel('Payee').fill('Acme Tools');
  await expect
    .poll(() => page.locator('pre').first().innerText())
    .toContain('"purpose":"payment","amount":{"value":"99.95","currency":"EUR"},"payee":"Acme Tools"');
  await tryRoom.send(freshNumber());
  await tryRoom.bubbles().getByText('Acme Tools').waitFor();
  await expect.poll(() => tryRoom.bubbles().last().innerText()).toContain('99.95');
});

describe('who may see less', () => {
  test('an editor tries texts, and is told why there is no timeline', async () => {
    const { page, tryRoom } = await tryIt({ as: { role: 'editor' } });
    await page.getByRole('button', { name: 'Send code' }).click();
    await untilValue(page, 'Code', /^\d{6}$/);
    await page.getByText('Its steps take the permission “Read the message log”.').waitFor();
    expect(await tryRoom.steps().count()).toBe(0);
  });

  test('a developer has the timeline of his application without its PDUs', async () => {
    const { rows } = await room.system.database.pool.query<{ id: string }>('select id from application limit 1');
    const { page, tryRoom } = await tryIt({ as: { role: 'developer', applicationIds: [rows[0]!.id] } });
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.locator('[data-step="delivered"]').waitFor();
    await page.getByText('What went over the wire takes the permission “Read the traffic of carriers”.').waitFor();
    expect(await page.locator('[data-pdu]').count()).toBe(0);
    await expect.poll(() => tryRoom.number().getAttribute('aria-invalid')).toBeNull();
  });
});

test('a phone that fills the screen is good in every look', () =>
  expectGoodInEveryLook(room, '/try/phone/1', (page) => page.getByTestId('phone').waitFor()));

test('a page with a fault that is on is good in every look', () =>
  expectGoodInEveryLook(room, '/try', async (page) => {
    await page.locator('[data-scenario=receipt_twice] input[role=switch]').check();
    await page.locator('[data-faults]').waitFor();
    await page.locator('button[type=submit]').first().click();
    await page.locator('[data-pdu=deliver_sm] summary').first().click();
  }));

test('a number that is none is refused in words, where the reader is taken', async () => {
  const { page, tryRoom } = await tryIt();
  await tryRoom.send('12');
  const alert = page.getByRole('alert').filter({ hasText: 'Request' });
  await alert.waitFor();
  await expect.poll(() => alert.evaluate((place) => place === document.activeElement)).toBe(true);
  await expect.poll(() => tryRoom.number().getAttribute('aria-invalid')).toBe('true');
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
  await expect.poll(() => twin.innerText()).toBe(lines(`{"number":"${number}"}`));
  await page.locator('select').first().selectOption('pt-BR');
  await expect.poll(() => twin.innerText()).toBe(lines(`{"number":"${number}","language":"pt-BR"}`));
  await tryRoom.number().fill(`+1 (212) 'x'`);
  await expect.poll(() => twin.innerText()).toBe(lines(`{"number":"+1 (212) '\\''x'\\''","language":"pt-BR"}`));
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
  let opened: Awaited<ReturnType<typeof tryIt>>;

  beforeAll(async () => {
    opened = await tryIt();
  });

  test.each(LANGUAGES)('%s', async (language, direction, font, textWith) => {
    const { page, tryRoom } = opened;
    await tryRoom.send(freshNumber(), language);
    const text = tryRoom.bubbles().last().locator('[lang]');
    // The code of the language before is in its field until this one's has come.
    const isShown = async () => (await text.innerText()) === textWith(await tryRoom.code().inputValue());
    await expect.poll(isShown).toBe(true);
    await expect.poll(() => text.getAttribute('lang')).toBe(language);
    await expect.poll(() => text.evaluate((element) => getComputedStyle(element).direction)).toBe(direction);
    if (font === '') return;
    await page.waitForFunction(
      (family) =>
        [...document.fonts].some((face) => face.family.replaceAll('"', '') === family && face.status === 'loaded'),
      font,
    );
  });
});
