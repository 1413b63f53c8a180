import {
  MessageInspection,
  MessagePdus,
  RelatedMessages,
  RevealedNumber,
  VerificationDetail,
  type GivenReason,
} from '@codewire/contracts';
import { get, part, post, type ApiCall } from './call';

const message = (id: string) => `messages/${part(id)}`;
const verification = (id: string) => `verifications/${part(id)}`;

/** One message or one verification, with all that is known of it. */
export const inspectionCalls = {
  message: (id: string): ApiCall<MessageInspection> => get(message(id), MessageInspection),
  pdus: (id: string): ApiCall<MessagePdus> => get(`${message(id)}/pdus`, MessagePdus),
  related: (id: string): ApiCall<RelatedMessages> => get(`${message(id)}/related`, RelatedMessages),
  revealOfMessage: (id: string, body: GivenReason): ApiCall<RevealedNumber> =>
    post(`${message(id)}/reveal`, body, RevealedNumber),

  verification: (id: string): ApiCall<VerificationDetail> => get(verification(id), VerificationDetail),
  cancelVerification: (id: string): ApiCall<VerificationDetail> =>
    post(`${verification(id)}/cancel`, {}, VerificationDetail),
  resendVerification: (id: string, body: GivenReason): ApiCall<VerificationDetail> =>
    post(`${verification(id)}/resend`, body, VerificationDetail),
  revealOfVerification: (id: string, body: GivenReason): ApiCall<RevealedNumber> =>
    post(`${verification(id)}/reveal`, body, RevealedNumber),
};
