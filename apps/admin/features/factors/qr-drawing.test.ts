import { expect, test } from 'vitest';
import { drawQr } from './qr-drawing';

test('each run of dark modules is drawn once, where it is', () => {
  const rows = [
    [true, true, false],
    [false, false, false],
    [true, false, true],
  ];
  expect(drawQr(rows)).toEqual({ size: 3, path: 'M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z' });
});
