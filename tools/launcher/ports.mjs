import { once } from 'node:events';
import { createServer } from 'node:net';
import { PORTS } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */

/** Why nothing can listen there; undefined when it is free. @param {number} port @param {string} host */
async function whyTaken(port, host) {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    await once(server.close(), 'close');
    return undefined;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code;
  }
}

/**
 * Looks at every port before anything is installed or started, and names all that are not to be had with the variable
 * that moves each.
 * @param {Settings} settings
 */
export async function checkPorts({ ports, apiHost }) {
  const problems = [];
  for (const [name, { what, variable }] of Object.entries(PORTS)) {
    const port = ports[/** @type {keyof typeof PORTS} */ (name)];
    const reason = await whyTaken(port, name === 'api' ? apiHost : '127.0.0.1');
    if (reason === 'EADDRINUSE') {
      problems.push(
        `Port ${port}, for ${what}, is taken. Stop what listens there, or set ${variable} to another port.`,
      );
    } else if (reason === 'EADDRNOTAVAIL') {
      problems.push(`This machine has no address ${apiHost}: set CODEWIRE_API_HOST to one of its own.`);
    } else if (reason !== undefined) {
      problems.push(`Port ${port}, for ${what}, cannot be used (${reason}). Set ${variable} to another port.`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
