import type { DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AcceptLanguageResolver, I18nModule } from 'nestjs-i18n';
import { ApiTextLoader } from '../i18n/api-text.loader.js';
import { SMS_TEXT_LOADER, type SmsTextLoader } from './ports.js';

/**
 * nestjs-i18n with everything switched off that works on each request: middleware, async hook and the global
 * interceptor cost more than the rest of a request together. Whoever needs a text asks `I18nService` with the language
 * in hand, and never passes it arguments: it would read them again for its own marks.
 */
export function i18nModule(): DynamicModule {
  const module = I18nModule.forRootAsync({
    imports: [],
    // Asked by no one; without any the library prints a complaint before there is a log.
    resolvers: [AcceptLanguageResolver],
    inject: [{ token: SMS_TEXT_LOADER, optional: true }],
    useFactory: (smsTexts?: SmsTextLoader) => ({
      fallbackLanguage: 'en',
      loaders: smsTexts === undefined ? [new ApiTextLoader()] : [new ApiTextLoader(), smsTexts],
      disableMiddleware: true,
      skipAsyncHook: true,
      logging: false,
    }),
  });
  return { ...module, providers: module.providers?.filter((provider) => !isInterceptor(provider)) ?? [] };
}

function isInterceptor(provider: object): boolean {
  return 'provide' in provider && provider.provide === APP_INTERCEPTOR;
}
