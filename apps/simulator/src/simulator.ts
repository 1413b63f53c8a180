import type { Config } from './config.js';
import { Faults } from './faults.js';
import { Handsets } from './handsets.js';
import { createApiServer } from './http.js';
import { listen } from './listening.js';
import type { Log } from './log.js';
import { createMessageIds } from './message-ids.js';
import { Receipts } from './receipts.js';
import { createRoutes } from './routes.js';
import { Smsc } from './smsc.js';
import { Submissions } from './submissions.js';
import { Submits } from './submits.js';
import { TlsDoor } from './tls-door.js';

export interface Simulator {
  smppPort: number;
  httpPort: number;
  /** Ends every connection and both listeners at once. */
  close(): void;
}

export interface Surroundings {
  log: Log;
  /** Milliseconds since the epoch, with fractions, never running backwards. */
  now: () => number;
  /** 16 random bits, for the message ids of this run. */
  random: number;
}

/** Starts the simulated carrier on loopback. Throws a PortError, with nothing left open, when a port is taken. */
export async function startSimulator(config: Config, { log, now, random }: Surroundings): Promise<Simulator> {
  const kept = config.isKeeping ? { handsets: new Handsets(now), submissions: new Submissions() } : null;
  const faults = new Faults(config.receiptDelayMs);
  const receipts = new Receipts(now);
  const nextMessageId = createMessageIds(Math.floor(now() / 1_000), random);
  const submits = new Submits({ faults, receipts, kept, nextMessageId, now });
  const smsc = new Smsc({ account: config.account, faults, receipts, submits, now, log });
  const tls = new TlsDoor({ open: (socket) => smsc.open(socket), port: config.tlsPort, log });
  const api = createApiServer(createRoutes({ smsc, tls, faults, submits, receipts, kept, log }), log);
  const close = () => {
    tls.close();
    smsc.close();
    receipts.close();
    submits.close();
    api.close();
    api.closeAllConnections();
  };
  try {
    const smppPort = await smsc.listen(config.smppPort);
    const httpPort = await listen(api, config.httpPort, 'CODEWIRE_SIMULATOR_HTTP_PORT');
    return { smppPort, httpPort, close };
  } catch (error) {
    close();
    throw error;
  }
}
