import { InboundQuery, UnmatchedQuery, type InboundPage, type UnmatchedPage } from '@codewire/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { Permit } from '../platform/permit.js';
import { query } from '../platform/validation.js';
import { ReceiptReader } from './receipt-reader.js';

/** What carriers delivered and no message explains, for those who look after carriers. */
@Controller('api/admin')
export class AdminReceiptsController {
  constructor(private readonly reader: ReceiptReader) {}

  @Get('receipts/unmatched')
  @Permit('carriers.trace')
  unmatched(@Query(query(UnmatchedQuery)) search: UnmatchedQuery): Promise<UnmatchedPage> {
    return this.reader.unmatched(search);
  }

  @Get('inbound')
  @Permit('carriers.trace')
  inbound(@Query(query(InboundQuery)) search: InboundQuery): Promise<InboundPage> {
    return this.reader.inbound(search);
  }
}
