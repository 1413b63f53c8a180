import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAYERS, SCOPES } from './tables.mjs';

/** @typedef {{ name: string, folder: string, layer: string, scope: string, doors: string[] }} Project */

/** @param {string} name @param {string[]} tags @param {string} kind @param {object} known */
function oneTag(name, tags, kind, known) {
  const found = tags.filter((tag) => tag.startsWith(`${kind}:`));
  const [tag] = found;
  if (tag === undefined || found.length > 1) throw new Error(`${name} needs exactly one ${kind} among its nx.tags`);
  if (!Object.hasOwn(known, tag))
    throw new Error(`${name} has the tag ${tag}, which tools/boundaries/tables.mjs lacks`);
  return tag;
}

/** What a package opens to others, without `dist/` and ending. @param {Record<string, { default: string }>} exports */
function doorsOf(exports) {
  return Object.values(exports).map(({ default: file }) => file.replace(/^\.\/dist\/(.*)\.js$/, '$1'));
}

/**
 * The packages of a workspace with their tags. Throws when one has no layer or scope, or one that no rule knows.
 * @param {string} root
 * @returns {Project[]}
 */
export function readProjects(root) {
  return ['libs', 'apps'].flatMap((parent) => {
    if (!existsSync(join(root, parent))) return [];
    return readdirSync(join(root, parent)).flatMap((child) => {
      const folder = `${parent}/${child}`;
      const file = join(root, folder, 'package.json');
      if (!existsSync(file)) return [];
      const { name, nx, exports = {} } = JSON.parse(readFileSync(file, 'utf8'));
      const tags = nx?.tags ?? [];
      const layer = oneTag(name, tags, 'layer', LAYERS);
      const scope = oneTag(name, tags, 'scope', SCOPES);
      return [{ name, folder, layer, scope, doors: doorsOf(exports) }];
    });
  });
}
