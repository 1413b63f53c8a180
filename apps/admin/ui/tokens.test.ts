import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
const [, light = '', dark = ''] = css.split(/:root[^{]*\{/);

const tokensOf = (block: string) =>
  new Map(
    [...block.split('}')[0]!.matchAll(/(--cw-[\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  );

const lightTokens = tokensOf(light);
const THEMES = { light: lightTokens, dark: new Map([...lightTokens, ...tokensOf(dark)]) };

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [bright = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (low + 0.05);
}

const ON_EVERY_GROUND = ['--cw-page', '--cw-surface', '--cw-sunken'];
const TEXT_PAIRS = [
  ...['--cw-text', '--cw-dim', '--cw-accent'].flatMap((text) => ON_EVERY_GROUND.map((ground) => [text, ground])),
  ...['ok', 'busy', 'warn', 'bad', 'calm', 'accent'].map((tone) => [`--cw-${tone}`, `--cw-${tone}-soft`]),
  ['--cw-on-accent', '--cw-accent'],
  ['--cw-on-accent', '--cw-accent-strong'],
  ['--cw-on-bad', '--cw-bad'],
  ['--cw-on-bad', '--cw-bad-strong'],
];

describe.each(Object.entries(THEMES))('the %s theme', (_theme, tokens) => {
  test.each(TEXT_PAIRS)('%s can be read on %s', (text = '', ground = '') => {
    expect(contrast(tokens.get(text)!, tokens.get(ground)!)).toBeGreaterThanOrEqual(4.5);
  });

  test('the strong line can be seen on a surface', () => {
    expect(contrast(tokens.get('--cw-line-strong')!, tokens.get('--cw-surface')!)).toBeGreaterThanOrEqual(3);
  });
});
