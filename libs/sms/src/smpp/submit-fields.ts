import { SmsInputError } from '../sms-input-error.js';
import { destinationAddress, senderAddress } from './addresses.js';
import type { SubmitRequest } from './link.types.js';

// SMPP 3.4 5.2.18: sm_length is one octet and 255 is not allowed.
const LONGEST_PAYLOAD = 254;
const UDH_INDICATOR = 0x40;

/** Fields of submit_sm (SMPP 3.4 4.4.1) but for the time left; undefined when the request does not fit them. */
export function submitFields(request: SubmitRequest): Record<string, unknown> | undefined {
  const destination = destinationAddress(request.destination);
  if (!destination || request.part.payload.length > LONGEST_PAYLOAD) return undefined;
  try {
    const sender = senderAddress(request.sender);
    return {
      source_addr: sender.address,
      source_addr_ton: sender.ton,
      source_addr_npi: sender.npi,
      destination_addr: destination.address,
      dest_addr_ton: destination.ton,
      dest_addr_npi: destination.npi,
      esm_class: request.part.hasUdh ? UDH_INDICATOR : 0,
      registered_delivery: request.requestReceipt ? 1 : 0,
      // Octets, so that the package neither chooses an alphabet nor a data_coding of its own.
      data_coding: request.dataCoding,
      short_message: request.part.payload,
    };
  } catch (error) {
    if (error instanceof SmsInputError) return undefined;
    throw error;
  }
}
