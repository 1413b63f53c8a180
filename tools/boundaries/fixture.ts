import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { configurationFor } from './rules.mjs';

/** Every package of the workspace in small: its name, its tags, and what it declares. */
const PROJECTS = [
  { folder: 'libs/contracts', layer: 'lib', dependencies: ['zod'] },
  { folder: 'libs/otp', layer: 'lib', dependencies: ['libphonenumber-js', '@nestjs/common'] },
  { folder: 'libs/sms', layer: 'lib', dependencies: ['smpp'] },
  { folder: 'apps/backend', layer: 'app', dependencies: ['@nestjs/common', 'typeorm'] },
  { folder: 'apps/simulator', layer: 'app', dependencies: ['smpp'] },
  { folder: 'apps/admin', layer: 'app', dependencies: [] },
];

const PACKAGES = ['zod', 'libphonenumber-js', 'smpp', 'typeorm', '@nestjs/common', 'stranger'];

/** An import that is tried: the file, and what it asks for as it would be written there. */
export interface Import {
  readonly from: string;
  readonly of: string;
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function makeWorkspace(root: string): void {
  write(join(root, 'package.json'), JSON.stringify({ name: 'fixture', workspaces: ['libs/*', 'apps/*'] }));
  write(join(root, 'tsconfig.base.json'), '{ "compilerOptions": { "module": "nodenext" } }');
  for (const name of PACKAGES) {
    write(
      join(root, 'node_modules', name, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    write(join(root, 'node_modules', name, 'index.js'), 'module.exports = {};\n');
  }
  mkdirSync(join(root, 'node_modules/@codewire'));
  for (const { folder, layer, dependencies } of PROJECTS) {
    const scope = folder.split('/')[1]!;
    const name = `@codewire/${scope}`;
    const exports = { '.': { '@codewire/source': './src/index.ts', default: './dist/index.js' } };
    const versions = Object.fromEntries(dependencies.map((dependency) => [dependency, '1.0.0']));
    const tags = [`layer:${layer}`, `scope:${scope}`];
    const text = JSON.stringify({
      name,
      version: '1.0.0',
      type: 'module',
      exports,
      dependencies: versions,
      nx: { tags },
    });
    write(join(root, folder, 'package.json'), text);
    write(join(root, folder, 'src/index.ts'), 'export const here = 1;\n');
    write(join(root, folder, 'src/inside.ts'), 'export const inside = 1;\n');
    symlinkSync(join(root, folder), join(root, 'node_modules', name));
  }
}

/** Follows an import of the fixture's own to a file that is made if it is not there. */
function makeTarget(root: string, { from, of }: Import): void {
  if (!of.startsWith('.')) return;
  const file = join(root, dirname(from), of).replace(/\.js$/, '.ts');
  try {
    writeFileSync(file, 'export const there = 1;\n', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return;
    write(file, 'export const there = 1;\n');
  }
}

/**
 * Runs dependency-cruiser with the rules of this workspace over a small one that has just these imports; tells the
 * rules that each of them breaks.
 */
export async function brokenRules(imports: readonly Import[]): Promise<string[][]> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'codewire-boundaries-')));
  try {
    makeWorkspace(root);
    const sources = new Map<string, string>();
    imports.forEach((one, index) => {
      makeTarget(root, one);
      sources.set(one.from, `${sources.get(one.from) ?? ''}import * as a${index} from '${one.of}';\nvoid a${index};\n`);
    });
    for (const [file, text] of sources) write(join(root, file), text);
    const { forbidden, options } = configurationFor(root);
    const { output } = await cruise(
      ['libs', 'apps'],
      { ...options, ruleSet: { forbidden: forbidden ?? [] }, validate: true },
      { ...options?.enhancedResolveOptions, ...({ bustTheCache: true } as object) },
    );
    const { violations } = (output as ICruiseResult).summary;
    const modules = (output as ICruiseResult).modules;
    return imports.map(({ from, of }) => {
      const found = modules
        .find(({ source }) => source === from)
        ?.dependencies.find(({ module }) => module === of.replace(/^node:/, ''));
      if (found === undefined) throw new Error(`dependency-cruiser did not see the import of ${of} in ${from}`);
      return violations
        .filter((one) => one.from === from && one.to === found.resolved)
        .map(({ rule }) => rule.name)
        .sort();
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
