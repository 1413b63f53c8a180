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
import type { ApiCall } from './client';

/** Every call the console makes, one line each. */
export const calls = {
  context: (): ApiCall<ConsoleContext> => get('context', ConsoleContext),

  startTry: (body: TryRequest): ApiCall<TryResponse> => post('try', body, TryResponse),

  checkTry: (verificationId: string, body: CheckRequest): ApiCall<CheckResponse> =>
    post(`try/${encodeURIComponent(verificationId)}/check`, body, CheckResponse),

  resendTry: (verificationId: string): ApiCall<TryResponse> =>
    post(`try/${encodeURIComponent(verificationId)}/resend`, {}, TryResponse),

  handset: (body: HandsetRequest): ApiCall<HandsetInbox> => post('handset', body, HandsetInbox),

  messages: (query: URLSearchParams): ApiCall<MessagePage> => get(`messages?${query.toString()}`, MessagePage),

  message: (messageId: string): ApiCall<MessageDetail> =>
    get(`messages/${encodeURIComponent(messageId)}`, MessageDetail),
};

function get<Result>(path: string, answer: ApiCall<Result>['answer']): ApiCall<Result> {
  return { method: 'GET', path: `/api/admin/${path}`, answer };
}

function post<Result>(path: string, body: unknown, answer: ApiCall<Result>['answer']): ApiCall<Result> {
  return { method: 'POST', path: `/api/admin/${path}`, body, answer };
}
