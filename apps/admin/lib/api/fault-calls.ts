import { TryFaults, type TryFaultChange, type TryFaultsRequest, type TryFaultsReset } from '@codewire/contracts';
import { post, put, type ApiCall } from './call';

/** What goes wrong on the way to one handset. The number travels in the body, never in a URL. */
export const faultCalls = {
  faults: (body: TryFaultsRequest): ApiCall<TryFaults> => post('try/faults/read', body, TryFaults),
  turnOn: (body: TryFaultChange): ApiCall<TryFaults> => put('try/faults', body, TryFaults),
  putBack: (body: TryFaultsReset): ApiCall<TryFaults> => post('try/faults/reset', body, TryFaults),
};
