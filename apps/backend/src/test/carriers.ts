import { CarrierSettings } from '@codewire/contracts';
import type { Carrier } from '../sms-transport/carrier.store.js';
import type { Route } from '../sms-transport/route.store.js';

/** A carrier that is ready to take messages, but for what `change` says; its name is its id. */
export function carrierOf(id: string, change: Partial<Carrier> = {}): Carrier {
  return {
    id,
    name: id,
    isSimulated: false,
    status: 'enabled',
    host: 'smsc.example.com',
    port: 2775,
    systemId: 'a',
    systemType: '',
    passwordSealed: Buffer.alloc(0),
    windowSize: 10,
    binds: 1,
    tps: null,
    settings: CarrierSettings.parse({}),
    tlsKeySealed: null,
    version: 1,
    ...change,
  };
}

let position = 0;

/** A rule without conditions, after all that were made before it. */
export function routeOf(carrierIds: string[], change: Partial<Route> = {}): Route {
  position += 1;
  return {
    id: `rou_${position}`,
    position,
    applicationId: null,
    country: null,
    prefix: null,
    name: '',
    mode: 'priority',
    carrierIds,
    weights: [],
    isEnabled: true,
    version: 1,
    ...change,
  };
}
