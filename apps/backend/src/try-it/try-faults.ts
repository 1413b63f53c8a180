import type { TryFaultChange, TryFaults as Told, TryFaultsReset } from '@codewire/contracts';
import { parsePhone, type PhoneNumber } from '@codewire/otp';
import { AppError } from '../platform/app-error.js';
import { numberRefusal } from '../platform/number-refusal.js';
import { readRuling, turnOff, turnOn, type Ruling, type Switches } from './fault-switches.js';
import type { HandsetClient } from './handset.client.js';

/**
 * What goes wrong on the way to one handset. Only for numbers that nobody has: those reach simulated carriers alone, and
 * the set is the number's own, so nobody else's texts meet it.
 */
export class TryFaults {
  /** Changes wait for each other: each is made from what the one before left. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly handsets: HandsetClient) {}

  async read(number: string): Promise<Told> {
    const phone = fictional(number);
    const [usual, switches] = await Promise.all([this.handsets.usualSwitches(), this.handsets.switches(phone)]);
    return toTold(readRuling(switches, usual));
  }

  turnOn({ number, fault }: TryFaultChange): Promise<Told> {
    return this.change(fictional(number), (ruling) => turnOn(ruling, fault));
  }

  putBack({ number, scenario }: TryFaultsReset): Promise<Told> {
    return this.change(fictional(number), (ruling) => (scenario === undefined ? {} : turnOff(ruling, scenario)));
  }

  private change(number: PhoneNumber, next: (ruling: Ruling) => Switches): Promise<Told> {
    const changed = this.last.then(async () => {
      const usual = await this.handsets.usualSwitches();
      const switches = next(readRuling(await this.handsets.switches(number), usual));
      const ruled =
        Object.keys(switches).length === 0
          ? this.handsets.resetSwitches(number)
          : this.handsets.setSwitches(number, { ...usual, ...switches });
      return toTold(readRuling(await ruled, usual));
    });
    this.last = changed.catch(() => undefined);
    return changed;
  }
}

function toTold({ faults, others }: Ruling): Told {
  return { faults: [...faults], others: Object.keys(others) };
}

/** Throws for a number that may be somebody's. */
function fictional(given: string): PhoneNumber {
  const phone = parsePhone(given, {});
  if (phone.kind === 'refused') throw numberRefusal(phone.reason);
  if (phone.isFictional) return phone.number;
  throw new AppError('request.invalid', { field: 'number', errors: [{ field: 'number', reason: 'malformed' }] });
}
