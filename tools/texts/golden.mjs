// `npm run texts:golden`: writes down what the built-in texts say, for a person to read in the diff. No test writes it.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { root } from '../root.mjs';

const TEXTS = join(root, 'apps/backend/src/templates/builtin');
const GOLDEN = join(root, 'apps/backend/src/templates/golden');

async function main() {
  await build({ without: ['@codewire/admin', '@codewire/backend', '@codewire/simulator'] });
  // Only now: it needs what was built.
  const { goldenOf, printGolden } = await import('./golden-texts.mjs');
  const files = readdirSync(TEXTS);
  mkdirSync(GOLDEN, { recursive: true });
  for (const file of files) {
    const texts = JSON.parse(readFileSync(join(TEXTS, file), 'utf8'));
    writeFileSync(join(GOLDEN, file), printGolden(goldenOf(file.replace(/\.json$/, ''), texts)));
  }
  for (const file of readdirSync(GOLDEN)) if (!files.includes(file)) rmSync(join(GOLDEN, file));
  process.stdout.write(`${files.length} languages in ${GOLDEN}: read them with \`git diff\`\n`);
}

await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
