'use client';

import type { Settings, SettingsChange } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { isRefusal } from '../../lib/api/failure';
import { settingsCalls } from '../../lib/api/settings-calls';
import type { Action } from '../../lib/use-action';
import { useChange } from '../../ui/use-change';

const KEY = ['settings'];

export interface FirstSettings {
  readonly data: Settings;
  readonly at: number;
}

export function useSettings(first: FirstSettings | undefined): UseQueryResult<Settings> {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callFromBrowser(settingsCalls.settings(), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/**
 * Changes some of the settings. Where somebody else was faster, theirs are shown, and what was typed here stays: to send
 * it once more is to mean it.
 */
export function useSettingsChange(
  { version }: Pick<Settings, 'version'>,
  said: string,
): Action<Omit<SettingsChange, 'version'>> {
  const queries = useQueryClient();
  return useChange({
    work: async (change: Omit<SettingsChange, 'version'>) => {
      try {
        return await callFromBrowser(settingsCalls.changeSettings({ version, ...change }));
      } catch (failure) {
        if (isRefusal(failure, 'settings.changed')) await queries.invalidateQueries({ queryKey: KEY });
        throw failure;
      }
    },
    onDone: (settings) => queries.setQueryData(KEY, settings),
    said,
  });
}
