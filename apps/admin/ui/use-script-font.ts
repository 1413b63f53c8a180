'use client';

import { useEffect } from 'react';
import type { ScriptFont } from '../lib/script';

/**
 * Japanese and Chinese are described by a hundred rules each; even those are fetched only when a
 * text, or the console's own language, needs them.
 */
export function useScriptFont(font: ScriptFont | undefined): void {
  useEffect(() => {
    if (font === 'japanese') void import('@fontsource/noto-sans-jp/400.css');
    if (font === 'chinese') void import('@fontsource/noto-sans-sc/400.css');
  }, [font]);
}
