import { CarrierSettings, CommandStatusList } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { CommandStatusesController } from './command-statuses.controller.js';

test('every refusal that has a name is told with its meaning, its likely cause and what follows', () => {
  const list = new CommandStatusesController().list();
  expect(CommandStatusList.parse(list)).toEqual(list);
  expect(list.data).toContainEqual({
    status: '0x0000000B',
    name: 'ESME_RINVDSTADR',
    meaning: 'The destination number is invalid.',
    likely_cause: 'No such number, or one that takes no SMS. Many of them in a row: look for abuse.',
    action: 'permanent',
  });
  expect(list.data.map(({ name }) => name)).not.toContain('ESME_ROK');
});

test('each can be given another rule in a carrier’s settings, under the name it has here', () => {
  const rules = Object.fromEntries(new CommandStatusesController().list().data.map(({ status }) => [status, 'retry']));
  expect(CarrierSettings.parse({ status_actions: rules }).status_actions).toEqual(rules);
});
