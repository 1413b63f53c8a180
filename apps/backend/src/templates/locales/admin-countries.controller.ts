import { CountryLocaleChange, type CountryLocaleList, type CountryLocaleView } from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isForNew, readIfMatch, sendTagged } from '../../platform/entity-tag.js';
import { Permit } from '../../platform/permit.js';
import { authorOf } from '../../platform/signed-in.js';
import { body, noBody } from '../../platform/validation.js';
import { LocaleDesk } from './locale-desk.js';

/** Which language a country's numbers get when nobody asks for one, for operators. */
@Controller('api/admin/countries')
export class AdminCountriesController {
  constructor(private readonly desk: LocaleDesk) {}

  @Get()
  @Permit('texts.read')
  list(): Promise<CountryLocaleList> {
    return this.desk.listCountries();
  }

  @Put(':country')
  @Permit('locales.write')
  async change(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('country') country: string,
    @Body(body(CountryLocaleChange)) input: CountryLocaleChange,
  ): Promise<CountryLocaleView> {
    const seen = { country, version: isForNew(request) ? 'none' : readIfMatch(request) };
    const view = await this.desk.changeCountry(authorOf(request), seen, input);
    sendTagged(reply, view.version);
    return view;
  }

  @Delete(':country')
  @HttpCode(204)
  @Permit('locales.write')
  reset(
    @Req() request: FastifyRequest,
    @Param('country') country: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<void> {
    return this.desk.resetCountry(authorOf(request), { country, version: readIfMatch(request) });
  }
}
