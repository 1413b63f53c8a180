import { describe, expect, test } from 'vitest';
import { readConfig } from './config.js';

describe('readConfig', () => {
  test('an empty environment gives the documented defaults', () => {
    expect(readConfig({ PATH: '/bin', CODEWIRE_ROLES: 'api', CODEWIRE_SIMULATOR_SYSTEM_ID: '' })).toEqual({
      kind: 'config',
      config: { smppPort: 2775, httpPort: 2780, tlsPort: 0, receiptDelayMs: 500, account: null, isKeeping: true },
    });
  });

  test('every setting is read', () => {
    const env = {
      CODEWIRE_SIMULATOR_SMPP_PORT: '0',
      CODEWIRE_SIMULATOR_HTTP_PORT: '65535',
      CODEWIRE_SIMULATOR_TLS_PORT: '2776',
      CODEWIRE_SIMULATOR_RECEIPT_DELAY_MS: '0',
      CODEWIRE_SIMULATOR_SYSTEM_ID: 'codewire',
      CODEWIRE_SIMULATOR_PASSWORD: 'sesame',
      CODEWIRE_SIMULATOR_KEEP: '0',
    };
    expect(readConfig(env)).toEqual({
      kind: 'config',
      config: {
        smppPort: 0,
        httpPort: 65_535,
        tlsPort: 2776,
        receiptDelayMs: 0,
        account: { systemId: 'codewire', password: 'sesame' },
        isKeeping: false,
      },
    });
  });

  test('all problems are told at once, and no value is repeated', () => {
    const env = {
      CODEWIRE_SIMULATOR_SMPP_PORT: '70000',
      CODEWIRE_SIMULATOR_HTTP_PORT: ' 80',
      CODEWIRE_SIMULATOR_RECEIPT_DELAY_MS: '1.5',
      CODEWIRE_SIMULATOR_PASSWORD: 'far too long',
      CODEWIRE_SIMULATOR_KEEP: 'yes',
      CODEWIRE_SIMULATOR_PROT: '2775',
    };
    expect(readConfig(env)).toEqual({
      kind: 'refused',
      problems: [
        'CODEWIRE_SIMULATOR_SMPP_PORT: must be a port from 0 to 65535 (0 = any free port)',
        'CODEWIRE_SIMULATOR_HTTP_PORT: must be a port from 0 to 65535 (0 = any free port)',
        'CODEWIRE_SIMULATOR_RECEIPT_DELAY_MS: must be milliseconds from 0 to 600000',
        'CODEWIRE_SIMULATOR_PASSWORD: must be 1 to 8 ASCII characters without spaces',
        'CODEWIRE_SIMULATOR_KEEP: must be 1 (keep handsets and submissions) or 0',
        'CODEWIRE_SIMULATOR_PROT: no such setting',
        'CODEWIRE_SIMULATOR_SYSTEM_ID: must be set, for CODEWIRE_SIMULATOR_PASSWORD is: the two name one account',
      ],
    });
  });

  test('production is refused, whatever else is set', () => {
    expect(readConfig({ NODE_ENV: 'production', CODEWIRE_SIMULATOR_SMPP_PORT: 'x' })).toEqual({
      kind: 'refused',
      problems: ['The simulated carrier delivers to no real phone, so it does not start with NODE_ENV=production.'],
    });
  });
});
