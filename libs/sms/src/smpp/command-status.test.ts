import { expect, test } from 'vitest';
import { actionFor, commandStatusName } from './command-status.js';

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
