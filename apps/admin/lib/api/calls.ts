import {
  CheckResponse,
  ConsoleContext,
  HandsetInbox,
  MessageDetail,
  MessagePage,
  TryResponse,
  type CheckRequest,
  type HandsetRequest,
  type TryRequest,
} from '@codewire/contracts';
import { get, part, post, type ApiCall } from './call';

/** The calls of the rooms Try it and Messages, and of the frame around all rooms. Others stand beside this file. */
export const calls = {
  context: (): ApiCall<ConsoleContext> => get('context', ConsoleContext),

  startTry: (body: TryRequest): ApiCall<TryResponse> => post('try', body, TryResponse),

  checkTry: (verificationId: string, body: CheckRequest): ApiCall<CheckResponse> =>
    post(`try/${part(verificationId)}/check`, body, CheckResponse),

  resendTry: (verificationId: string): ApiCall<TryResponse> =>
    post(`try/${part(verificationId)}/resend`, {}, TryResponse),

  handset: (body: HandsetRequest): ApiCall<HandsetInbox> => post('handset', body, HandsetInbox),

  messages: (query: URLSearchParams): ApiCall<MessagePage> => get(`messages?${query.toString()}`, MessagePage),

  message: (messageId: string): ApiCall<MessageDetail> => get(`messages/${part(messageId)}`, MessageDetail),
};
