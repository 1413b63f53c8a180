'use client';

import { store, useStored } from './stored';

const KEY = 'codewire-shortcuts';

/** Whether single keys do something in this browser (WCAG 2.1.4); wherever it is switched, all places follow. */
export function useShortcutsSwitch(): [isOn: boolean, set: (isOn: boolean) => void] {
  return [useStored(KEY) !== 'false', (isOn) => store(KEY, String(isOn))];
}
