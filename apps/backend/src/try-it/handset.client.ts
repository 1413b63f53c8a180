import { HandsetInbox } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { AppError } from '../platform/app-error.js';

const TIMEOUT_MS = 2_000;

/** Reads what the simulated carrier has put on a handset. It listens on this machine only, so the number stays here. */
export class HandsetClient {
  constructor(private readonly port: number) {}

  /** Newest first. Throws `handset.unavailable` when nothing, or something else, answers there. */
  async messages(number: PhoneNumber): Promise<HandsetInbox> {
    const inbox = HandsetInbox.safeParse(await this.fetchInbox(number));
    if (!inbox.success) throw new AppError('handset.unavailable');
    return inbox.data;
  }

  private async fetchInbox(number: PhoneNumber): Promise<unknown> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}/handsets/${number.slice(1)}/messages`, {
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return response.ok ? await response.json() : undefined;
    } catch (error) {
      // The cause's name only: its message may hold the URL, and the URL the number.
      throw new AppError('handset.unavailable', { cause: new Error((error as Error).name) });
    }
  }
}
