import { describe, expect, test } from 'vitest';
import { maskNumbers } from './log-line.js';
import { Log, type LogOptions } from './log.js';

function capture(level: LogOptions['level'] = 'debug') {
  const lines: string[] = [];
  const log = new Log({ level, nodeId: 'n1', destination: { write: (line) => void lines.push(line) } });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('a log line', () => {
  test('is one line of JSON whatever a value holds', () => {
    const { log, lines } = capture();
    log.info({ event: 'bind', reason: 'one\r\ntwo\u2028three\u001b[31m' });
    expect(lines).toHaveLength(1);
    for (const control of ['\n', '\r', '\u001b']) expect(lines[0]?.trimEnd()).not.toContain(control);
  });

  test('says what is on the list and nothing else', () => {
    const { log, parsed } = capture();
    log.info({
      event: 'bind',
      carrier: 'car_1',
      password: 'hunter2',
      body: 'Your code is 123456',
      number: '12125551212',
    });
    expect(parsed()).toEqual([
      { level: 'info', time: expect.any(String), node: 'n1', event: 'bind', carrier: 'car_1' },
    ]);
  });

  test('does not look into objects', () => {
    const { log, parsed } = capture();
    log.info({ event: 'bind', reason: { code: '123456' }, state: ['123456'] });
    expect(parsed()).toEqual([{ level: 'info', time: expect.any(String), node: 'n1', event: 'bind' }]);
  });

  test('of a fault names the error, its code and its causes, and masks numbers in all of them', () => {
    const { log, parsed } = capture();
    const cause = Object.assign(new Error('Key (number)=(+12125551212) exists'), { detail: 'secret row' });
    log.fault(
      'results_not_written',
      Object.assign(new Error('no 12125551212', { cause }), { code: '23505', parameters: ['123456'] }),
    );
    const [line] = parsed();
    expect(line).toMatchObject({
      level: 'error',
      event: 'results_not_written',
      error: 'Error: no *********12',
      error_code: '23505',
      cause: 'Error: Key (number)=(+*********12) exists',
    });
    expect(JSON.stringify(line)).not.toMatch(/2125551212|123456|secret row/);
  });

  test('of a value that is no error tells its type alone', () => {
    const { log, parsed } = capture();
    log.fault('odd', '123456');
    expect(parsed()[0]).toMatchObject({ event: 'odd', error: 'thrown: string' });
  });

  test('of a dispatch that was not taken is a warning', () => {
    const { log, parsed } = capture();
    const line = {
      event: 'dispatch',
      application: 'app',
      message: 'msg_1',
      carrier: 'car',
      attempt: 1,
      ms: 3,
    } as const;
    log.dispatch({ ...line, outcome: 'submitted' });
    log.dispatch({ ...line, outcome: 'refused', reason: 'ESME_RINVDSTADR' });
    expect(parsed().map(({ level }) => level)).toEqual(['info', 'warn']);
  });

  test('of a refused dispatch keeps the digits, the name and the words of the answer', () => {
    const { log, parsed } = capture();
    const answer = {
      reason: 'ESME_RINVDSTADR',
      command_status: '0x0000000B',
      meaning: 'The destination number is invalid.',
    };
    const message = { application: 'app', message: 'msg_1', carrier: 'car', attempt: 1, ms: 3 };
    log.dispatch({ event: 'dispatch', ...message, outcome: 'refused', ...answer });
    expect(parsed()[0]).toMatchObject(answer);
  });

  test('below the level is not written', () => {
    const { log, lines } = capture('warn');
    log.info({ event: 'bind' });
    log.debug({ event: 'bind' });
    expect(lines).toEqual([]);
  });
});

describe('masking', () => {
  test.each([
    ['+12125551212', '+*********12'],
    ['to +1 (212) 555-1212 now', 'to +*********12 now'],
    ['number=12125551212,', 'number=*********12,'],
    ['"4915112345678"', '"***********78"'],
    ['+49 151 12345678 and 12025550123', '+***********78 and *********23'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskNumbers(text)).toBe(masked);
  });

  test.each([
    'msg_0RjCkdX8Jk2345678901ab',
    '2026-11-24T15:46:48.123Z',
    'port 3000 of 127.0.0.1',
    'ver_12345678901234567890ab',
    'waited 120000 ms',
  ])('%s is no number', (text) => {
    expect(maskNumbers(text)).toBe(text);
  });
});
