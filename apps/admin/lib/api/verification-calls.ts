import { VerificationCount, VerificationHistogram, VerificationSearchPage } from '@codewire/contracts';
import { get, type ApiCall } from './call';

/** The log of verifications: its pages, how many there are, and when. */
export const verificationCalls = {
  page: (query: URLSearchParams): ApiCall<VerificationSearchPage> =>
    get(`verifications?${query.toString()}`, VerificationSearchPage),
  count: (query: URLSearchParams): ApiCall<VerificationCount> =>
    get(`verifications/count?${query.toString()}`, VerificationCount),
  histogram: (query: URLSearchParams): ApiCall<VerificationHistogram> =>
    get(`verifications/histogram?${query.toString()}`, VerificationHistogram),
};
