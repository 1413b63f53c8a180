'use client';

import { useLocalStorage } from '@mantine/hooks';

/** Whether single keys do something in this browser (WCAG 2.1.4); wherever it is switched, all places follow. */
export function useShortcutsSwitch(): [isOn: boolean, set: (isOn: boolean) => void] {
  const [isOn, setOn] = useLocalStorage({ key: 'codewire-shortcuts', defaultValue: true });
  return [isOn, setOn];
}
