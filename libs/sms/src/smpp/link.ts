import type { LinkHandlers, LinkOptions, LinkState, SubmitOutcome, SubmitRequest } from './link.types.js';

export declare class SmppLink {
  constructor(options: LinkOptions, handlers: LinkHandlers);
  get state(): LinkState;
  get isBound(): boolean;
  get outstanding(): number;
  get queued(): number;
  start(): void;
  submit(request: SubmitRequest): Promise<SubmitOutcome>;
  stop(options?: { drainMs?: number }): Promise<void>;
}
