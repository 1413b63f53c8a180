import { MessageCount, MessageHistogram, MessageSearchPage, NumberFilter } from '@codewire/contracts';
import { get, part, post, type ApiCall } from './call';

/** The log of messages: its pages, how many there are, and when. */
export const messageCalls = {
  page: (query: URLSearchParams): ApiCall<MessageSearchPage> => get(`messages?${query.toString()}`, MessageSearchPage),
  count: (query: URLSearchParams): ApiCall<MessageCount> => get(`messages/count?${query.toString()}`, MessageCount),
  histogram: (query: URLSearchParams): ApiCall<MessageHistogram> =>
    get(`messages/histogram?${query.toString()}`, MessageHistogram),

  /** The number travels in the body; lists are asked for with the id that stands for it. */
  filterByNumber: (number: string): ApiCall<NumberFilter> => post('messages/number-filters', { number }, NumberFilter),
  numberFilter: (id: string): ApiCall<NumberFilter> => get(`messages/number-filters/${part(id)}`, NumberFilter),
};
