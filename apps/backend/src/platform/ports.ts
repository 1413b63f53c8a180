import type { BindState, CarrierView, Permission } from '@codewire/contracts';
import type { I18nLoader } from 'nestjs-i18n';

/** What health asks of the database room. */
export interface DatabaseHealth {
  ping(): Promise<void>;
  schemaIsCurrent(): Promise<boolean>;
}
export const DATABASE_HEALTH = Symbol('DATABASE_HEALTH');

export interface BindStateView {
  readonly carrierId: string;
  readonly name: string;
  readonly isSimulated: boolean;
  readonly state: BindState;
  readonly reason: string;
  readonly since: Date;
}

/** What health and the console ask of the SMS transport. */
export interface BindStates {
  /** How each carrier fares, whichever node holds its binds. Never rejects. */
  binds(): Promise<BindStateView[]>;
}
export const BIND_STATES = Symbol('BIND_STATES');

/** What the first run asks of the room that keeps SMS texts: the languages that every application can send in. */
export interface SmsLanguages {
  locales(): readonly { readonly tag: string }[];
}
export const SMS_LANGUAGES = Symbol('SMS_LANGUAGES');

/** What health asks of the room that keeps SMS texts. */
export interface TextHealth {
  /** True once there are a default language and a text to send. */
  readonly isReady: boolean;
}
export const TEXT_HEALTH = Symbol('TEXT_HEALTH');

/** A second source of texts beside the files, for the room that keeps SMS texts in the database. */
export const SMS_TEXT_LOADER = Symbol('SMS_TEXT_LOADER');
export type SmsTextLoader = I18nLoader;

/** What an answer that goes on for hours asks of the room that keeps sessions. */
export interface SessionWatch {
  /** Which of these sessions are alive, of an operator who still has the permission. */
  whoMayStay(sessionIds: readonly string[], permission: Permission): Promise<ReadonlySet<string>>;
}
export const SESSION_WATCH = Symbol('SESSION_WATCH');

/** What the carriers' room asks of the one that takes their receipts: how ids of receipts follow from those of answers. */
export interface LearntForms {
  /** By carrier; of those that have shown it. */
  learntForms(): Promise<ReadonlyMap<string, NonNullable<CarrierView['receipt_ids_learnt']>>>;
}
export const LEARNT_FORMS = Symbol('LEARNT_FORMS');

/** What the room of texts asks of the one that looks at messages. */
export interface TextUse {
  /**
   * How many messages of the last seven days were written with each version, by its id; of these applications, or null
   * for all. Of busy ones only the newest 10,000 are counted.
   */
  countSends(applicationIds: readonly string[] | null): Promise<ReadonlyMap<number, number>>;
}
export const TEXT_USE = Symbol('TEXT_USE');

/** What one segment costs. */
export interface SegmentPrice {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Decimal, as it was imported. */
  readonly price: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Name of the carrier that would take it. */
  readonly carrier: string;
}

/** What the room of texts asks of the carriers' room. */
export interface SegmentPrices {
  /**
   * What a segment of an application to a usual mobile number of each country costs, by the carrier that would take it
   * now. Countries that no route leads to, or of which that carrier has no price, are left out.
   */
  pricesFor(
    application: { readonly id: string; readonly isTest: boolean },
    countries: readonly string[],
  ): Promise<SegmentPrice[]>;
}
export const SEGMENT_PRICES = Symbol('SEGMENT_PRICES');
