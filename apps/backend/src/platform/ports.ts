import type { BindState, CarrierTrace, CarrierView, Permission } from '@codewire/contracts';
import type { I18nLoader } from 'nestjs-i18n';
import type { Author } from './author.js';

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

/** What was counted of the messages of the last seven days, and how far back that goes. */
export interface CountedSends {
  /** Messages by the id of the version that they were written with. */
  readonly byVersion: ReadonlyMap<number, number>;
  /** All of these together. */
  readonly counted: number;
  readonly since: Date;
  /** From then until now. */
  readonly days: number;
  /** It may be that there were more in the seven days: those before `since` are not counted. */
  readonly isCapped: boolean;
}

/** What the room of texts asks of the one that looks at messages. */
export interface TextUse {
  /** Of these applications, or null for all. Of busy ones only the newest 10,000 messages are counted. */
  countSends(applicationIds: readonly string[] | null): Promise<CountedSends>;
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

/** What the room that looks at messages asks of the carriers' room. */
export interface CarrierInsight {
  /** What a carrier takes for a segment by its list of now; undefined where that has no price for such numbers. */
  priceOf(
    carrierId: string,
    numberPrefix: string | null,
  ): { readonly price: string; readonly currency: string } | undefined;
  /** What went to and from a carrier lately, on whatever node: all that is remembered, newest first. */
  traced(carrierId: string): Promise<CarrierTrace>;
}
export const CARRIER_INSIGHT = Symbol('CARRIER_INSIGHT');

/** What someone who may see a verification wants done to it. */
export interface DeskRequest {
  readonly author: Author;
  /** The applications whose verifications he may see; null: all. */
  readonly scope: readonly string[] | null;
  readonly verificationId: string;
}

export interface ResendRequest extends DeskRequest {
  /** For the audit. */
  readonly reason: string;
}

/**
 * What the room that looks at verifications asks of the one that keeps them. Both by the rules of the application's own
 * calls and with an entry in the audit; one that is not there, or not of the scope, is refused as if it never was.
 */
export interface VerificationDesk {
  /** Once more is nothing, and what has ended otherwise refuses. */
  cancel(request: DeskRequest): Promise<void>;
  /** Within all limits of sends: a new message with the same code, by another carrier where the rule has one. */
  resend(request: ResendRequest): Promise<void>;
}
export const VERIFICATION_DESK = Symbol('VERIFICATION_DESK');

/** What the room that searches messages asks of the one that counts them. */
export interface MessageCounts {
  /**
   * Messages by status of whole hours or days (UTC) within a stretch, of those that fit: as they were counted last, a
   * few hours back at most. `untilMs`: nothing from then on is counted yet.
   */
  countBy(
    grain: 'hour' | 'day',
    stretch: { readonly fromMs: number; readonly toMs: number },
    fit: CountedFilters,
  ): Promise<{
    readonly untilMs: number;
    readonly counts: readonly { readonly at: Date; readonly status: string; readonly messages: number }[];
  }>;
}

/** Null: whatever. Of several values any will do. */
export interface CountedFilters {
  readonly status: readonly string[] | null;
  readonly carrier: readonly string[] | null;
  readonly country: readonly string[] | null;
  readonly application: readonly string[] | null;
}
export const MESSAGE_COUNTS = Symbol('MESSAGE_COUNTS');
