import smpp from 'smpp';
import { expect, test } from 'vitest';
import {
  actionFor,
  commandStatusName,
  describeStatus,
  isKnownStatus,
  NAMED_STATUSES,
  type CarrierAction,
} from './command-status.js';

test.each([
  [0x01, 'ESME_RINVMSGLEN', 'permanent'],
  [0x02, 'ESME_RINVCMDLEN', 'fail_over'],
  [0x03, 'ESME_RINVCMDID', 'fail_over'],
  [0x04, 'ESME_RINVBNDSTS', 'fail_over'],
  [0x05, 'ESME_RALYBND', 'fail_over'],
  [0x08, 'ESME_RSYSERR', 'retry'],
  [0x0a, 'ESME_RINVSRCADR', 'fail_over'],
  [0x0b, 'ESME_RINVDSTADR', 'permanent'],
  [0x0d, 'ESME_RBINDFAIL', 'fail_over'],
  [0x0e, 'ESME_RINVPASWD', 'fail_over'],
  [0x0f, 'ESME_RINVSYSID', 'fail_over'],
  [0x14, 'ESME_RMSGQFUL', 'retry'],
  [0x43, 'ESME_RINVESMCLASS', 'permanent'],
  [0x45, 'ESME_RSUBMITFAIL', 'retry'],
  [0x48, 'ESME_RINVSRCTON', 'fail_over'],
  [0x49, 'ESME_RINVSRCNPI', 'fail_over'],
  [0x50, 'ESME_RINVDSTTON', 'permanent'],
  [0x51, 'ESME_RINVDSTNPI', 'permanent'],
  [0x53, 'ESME_RINVSYSTYP', 'fail_over'],
  [0x58, 'ESME_RTHROTTLED', 'retry'],
  [0x62, 'ESME_RINVEXPIRY', 'permanent'],
  [0x64, 'ESME_RX_T_APPN', 'retry'],
  [0x65, 'ESME_RX_P_APPN', 'fail_over'],
  [0x66, 'ESME_RX_R_APPN', 'fail_over'],
  [0xc0, 'ESME_RINVTLVSTREAM', 'permanent'],
  [0xc1, 'ESME_RTLVNOTALLWD', 'permanent'],
  [0xc2, 'ESME_RINVTLVLEN', 'permanent'],
  [0xc3, 'ESME_RMISSINGTLV', 'permanent'],
  [0xc4, 'ESME_RINVTLVVAL', 'permanent'],
  [0xfe, 'ESME_RDELIVERYFAILURE', 'retry'],
  [0xff, 'ESME_RUNKNOWNERR', 'retry'],
  [0x400, '0x00000400', 'fail_over'],
  [0x4ff, '0x000004FF', 'fail_over'],
  [0xffffffff, '0xFFFFFFFF', 'fail_over'],
])('command_status %i is %s and means %s', (status, name, action) => {
  expect([commandStatusName(status), actionFor(status)]).toEqual([name, action]);
});

test('of all other codes none is permanent: another carrier may take what this one does not', () => {
  const permanent = Array.from({ length: 0x600 }, (_, status) => status).filter((s) => actionFor(s) === 'permanent');
  expect(permanent).toEqual([0x01, 0x0b, 0x43, 0x50, 0x51, 0x62, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4]);
});

test('a carrier’s own rules come first, for codes with a name, of its own list and of neither', () => {
  const own = new Map<number, CarrierAction>([
    [0x45, 'permanent'],
    [0x401, 'permanent'],
    [0x80000000, 'retry'],
  ]);
  expect([0x45, 0x401, 0x80000000, -0x80000000].map((status) => actionFor(status, own))).toEqual([
    'permanent',
    'permanent',
    'retry',
    'retry',
  ]);
  expect([0x58, 0x0b, 0x402, 0x9999].map((status) => actionFor(status, own))).toEqual([
    'retry',
    'permanent',
    'fail_over',
    'fail_over',
  ]);
});

test('a code that no rule explains is flagged, a carrier’s own too until its rule is set', () => {
  const own = new Map<number, CarrierAction>([[0x401, 'permanent']]);
  expect([0x00, 0x58, 0xff].every((status) => isKnownStatus(status))).toBe(true);
  expect([0x401, 0x402, 0x09, 0x9999, -1].map((status) => isKnownStatus(status, own))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('every code of SMPP 3.4 5.1.3 has its name, plain words and a likely cause', () => {
  // The numbers of the standard's table 5-2.
  const codes = [
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x11, 0x13, 0x14, 0x15,
    0x33, 0x34, 0x40, 0x42, 0x43, 0x44, 0x45, 0x48, 0x49, 0x50, 0x51, 0x53, 0x54, 0x55, 0x58, 0x61, 0x62, 0x63, 0x64,
    0x65, 0x66, 0x67, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xfe, 0xff,
  ];
  for (const code of codes) {
    const { kind, name, hex, meaning, likelyCause } = describeStatus(code);
    expect([kind, name, hex]).toEqual([
      'standard',
      commandStatusName(code),
      expect.stringMatching(/^0x000000[0-9A-F]{2}$/),
    ]);
    expect(name).toMatch(/^ESME_[A-Z_]+$/);
    expect(meaning).toMatch(/^[A-Z].{5,}\.$/);
    expect(likelyCause).toMatch(/^[A-Z].{5,}\.$/);
  }
  expect(NAMED_STATUSES.filter((status) => status <= 0xff)).toEqual(codes);
});

test('names are those that another implementation gives', () => {
  const theirs = new Map(Object.entries(smpp.errors).map(([name, status]) => [status, name]));
  for (const status of NAMED_STATUSES) expect(commandStatusName(status)).toBe(theirs.get(status));
});

test('what has no name keeps its digits, and is called a carrier’s own only in the range for these', () => {
  const told = [0x3ff, 0x400, 0x4ff, 0x500, -1].map((status) => {
    const { hex, name, kind } = describeStatus(status);
    return `${hex} ${name} ${kind}`;
  });
  expect(told).toEqual([
    '0x000003FF 0x000003FF unknown',
    '0x00000400 0x00000400 vendor',
    '0x000004FF 0x000004FF vendor',
    '0x00000500 0x00000500 unknown',
    '0xFFFFFFFF 0xFFFFFFFF unknown',
  ]);
});
