import type { DeliveredMessage } from './delivered-message.js';
import type { Receipt } from './receipt.js';

export declare function parseReceipt(message: DeliveredMessage): Receipt | undefined;
