import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { checkPorts } from './ports.mjs';
import { readSettings } from './settings.mjs';

/** Settings in which one port is the given one and the others are the system's choice. */
function settingsWith(port: number, apiHost = '127.0.0.1') {
  const settings = readSettings({ CODEWIRE_API_HOST: apiHost });
  return { ...settings, ports: { api: 0, console: 0, admin: 0, handsets: 0, smpp: port } };
}

test('free ports are no problem, and are free again afterwards', async () => {
  await checkPorts(settingsWith(0));
  await checkPorts(settingsWith(0));
});

test.each(['127.0.0.1', '0.0.0.0', '::'])('a port that something listens on at %s is taken', async (host) => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(checkPorts(settingsWith(port))).rejects.toThrow(
    `Port ${port}, for the simulated carrier, is taken. Stop what listens there, or set CODEWIRE_SIMULATOR_SMPP_PORT to another port.`,
  );
  server.close();
});

test('an address that this machine does not have is told as such', async () => {
  await expect(checkPorts(settingsWith(0, '192.0.2.1'))).rejects.toThrow(
    'This machine has no address 192.0.2.1: set CODEWIRE_API_HOST to one of its own.',
  );
});
