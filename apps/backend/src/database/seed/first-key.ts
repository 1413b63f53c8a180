import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** Leaves a key alone on one line, for its owner only. Whoever reads the file sees the whole key or the file of before. */
export function writeFirstKey(file: string, key: string): void {
  const written = `${file}.new`;
  const descriptor = openSync(written, 'w', 0o600);
  try {
    // A file that was left there may have been readable by others.
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, `${key}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(written, file);
}
