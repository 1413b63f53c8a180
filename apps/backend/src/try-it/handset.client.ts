import { HandsetInbox } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { AppError } from '../platform/app-error.js';
import type { Switches } from './fault-switches.js';

const TIMEOUT_MS = 2_000;

interface Asked {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/**
 * The simulated carrier's handsets: what is on them, and what goes wrong on the way to one. It listens on this machine
 * only, so the number stays here. Every call throws `handset.unavailable` when nothing, or something else, answers there.
 */
export class HandsetClient {
  constructor(private readonly port: number) {}

  /** Newest first. */
  async messages(number: PhoneNumber): Promise<HandsetInbox> {
    const inbox = HandsetInbox.safeParse(
      await this.ask({ method: 'GET', path: `handsets/${digitsOf(number)}/messages` }),
    );
    if (!inbox.success) throw new AppError('handset.unavailable');
    return inbox.data;
  }

  /** Each that a number can have for itself, as it is for all numbers without a set of their own. */
  async usualSwitches(): Promise<Switches> {
    const [{ submit }, all] = await Promise.all([
      this.askSwitches({ method: 'GET', path: 'switches' }),
      this.askSwitches({ method: 'GET', path: 'faults' }),
    ]);
    return Object.fromEntries(Object.keys(readSwitches(submit)).map((name) => [name, all[name]]));
  }

  /** The set that rules the number: its own, or the one for all. */
  switches(number: PhoneNumber): Promise<Switches> {
    return this.askSwitches({ method: 'GET', path: `faults/${digitsOf(number)}` });
  }

  /** The number's own set from now on; what it leaves out takes its default. */
  setSwitches(number: PhoneNumber, switches: Switches): Promise<Switches> {
    return this.askSwitches({ method: 'PUT', path: `faults/${digitsOf(number)}`, body: switches });
  }

  /** The number has no set of its own any more. */
  resetSwitches(number: PhoneNumber): Promise<Switches> {
    return this.askSwitches({ method: 'DELETE', path: `faults/${digitsOf(number)}` });
  }

  private async askSwitches(asked: Asked): Promise<Switches> {
    return readSwitches(await this.ask(asked));
  }

  private async ask({ method, path, body }: Asked): Promise<unknown> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}/${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      return response.ok ? await response.json() : undefined;
    } catch (error) {
      // The cause's name only: its message may hold the URL, and the URL the number.
      throw new AppError('handset.unavailable', { cause: new Error((error as Error).name) });
    }
  }
}

function readSwitches(answer: unknown): Switches {
  if (typeof answer !== 'object' || answer === null) throw new AppError('handset.unavailable');
  return answer as Switches;
}

function digitsOf(number: PhoneNumber): string {
  return number.slice(1);
}
