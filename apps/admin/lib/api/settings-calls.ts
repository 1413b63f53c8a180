import { Appearance, Settings, type SettingsChange } from '@codewire/contracts';
import { get, patch, type ApiCall } from './call';

/** What holds for the console as a whole. */
export const settingsCalls = {
  appearance: (): ApiCall<Appearance> => get('appearance', Appearance),
  settings: (): ApiCall<Settings> => get('settings', Settings),
  changeSettings: (body: SettingsChange): ApiCall<Settings> => patch('settings', body, Settings),
};
