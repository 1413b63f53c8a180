import { CarrierDeliveries, Overview } from '@codewire/contracts';
import { get, type ApiCall } from './call';

/** How it goes: the numbers of a range and of the one before. */
export const overviewCalls = {
  carriers: (): ApiCall<CarrierDeliveries> => get('overview/carriers', CarrierDeliveries),
  overview: (query: URLSearchParams): ApiCall<Overview> => get(`overview?${query.toString()}`, Overview),
};
