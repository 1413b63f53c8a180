import { expect, test } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { sequenceOf, submitResp } from '../testing/raw-smsc.js';

// SMPP 3.4 4.1.6: system_id, and sc_interface_version (0210) where the carrier tells its version.
test.each([
  ['with a name and version 3.4', '0000001a 80000009 00000000 00000001 534d534300 0210000134'],
  ['with version 3.3', '0000001a 80000009 00000000 00000001 534d534300 0210000133'],
  ['with version 5.0', '0000001a 80000009 00000000 00000001 534d534300 0210000150'],
  ['without a version', '00000015 80000009 00000000 00000001 534d534300'],
  ['with an empty name', '00000011 80000009 00000000 00000001 00'],
  ['without a body', '00000010 80000009 00000000 00000001'],
  ['with a name that has no end', '00000014 80000009 00000000 00000001 534d5343'],
])('an answered bind is a bind, whatever it says of name and version: %s', async (_name, answer) => {
  const { smsc, submit, waitForState } = await startLink();
  const peer = await smsc.peer();
  const bind = await peer.take();
  // interface_version before addr_ton, addr_npi and address_range: 0x34, for that alone makes some send TLVs.
  expect(bind.slice(-8)).toBe('34000000');
  peer.send(answer);
  await waitForState('bound');
  const submitted = submit();
  peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'a' });
});
