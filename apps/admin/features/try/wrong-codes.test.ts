import { expect, test } from 'vitest';
import { wrongCodes } from './wrong-codes';

test.each(['0000', '9998', '12345'])('five codes of the length of %s are all different, and none is it', (code) => {
  const codes = wrongCodes(code);
  expect(new Set([...codes, code]).size).toBe(6);
  for (const wrong of codes) expect(wrong).toMatch(new RegExp(`^\\d{${code.length}}$`));
});
