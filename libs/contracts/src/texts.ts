import { z } from 'zod';
import { composed, composedUnits, CountryUpper } from './formats.js';
import { Direction, LanguageTag, Origin } from './locales.js';
import { Encoding, LanguageReason } from './states.js';
import { TextForm, ToldFinding } from './text-findings.js';

const Time = z.iso.datetime();

/** What a text is for. `payment` names the amount and the payee. */
export const PURPOSES = ['verification', 'login', 'payment'] as const;
export const Purpose = z.enum(PURPOSES).meta({ id: 'Purpose' });
export type Purpose = z.infer<typeof Purpose>;

/** What a message can be given. Whoever measures a text measures it with the longest of each. */
export const LONGEST_BRAND = 20;
export const LONGEST_PAYEE = 20;
/** As it stands in the text, its currency included. */
export const LONGEST_AMOUNT = 16;
export const LONGEST_CODE = 10;
export const LONGEST_MINUTES = 10;
export const LONGEST_HOST = 253;
/** A host that every built-in text has room for. */
export const TYPICAL_LONGEST_HOST = 20;
/** Of one form as it is written, in UTF-16 units. */
export const LONGEST_BODY = 1_000;
const MOST_VARIABLES = 10;
const LONGEST_VALUE = 60;

/**
 * What a phone could make a link or a code of: two letters behind a dot inside of a word (`x.yy`), three numbers with dots
 * (`1.2.3`), four digits in a row. Marks hide none of it, since some of them are dropped on the way.
 */
const BINDING = String.raw`[\p{L}\p{M}\p{Nd}-]\.[\p{L}\p{M}]{2}|\p{Nd}\p{M}*\.[\p{Nd}\p{M}]+\.|\p{Nd}(?:\p{M}*\p{Nd}){3}`;
const BINDS = new RegExp(BINDING, 'u');

/** Whether words hold what no value may bring into a text; in each form that they can take on their way to the phone. */
export const holdsLinkOrCode = (words: string): boolean => BINDS.test(words);

/**
 * Words that a caller may put into a text: letters, marks, digits, blanks and the signs that names have. No second line,
 * no brace, nothing that could be a link or a code. Numbers that are no digits (`①`, `⒈`) are none of the letters: in
 * other forms of writing they are digits and dots.
 */
export const Words = (longest: number) =>
  composed(longest)
    .trim()
    .regex(new RegExp(`^(?!.*(?:${BINDING}))[\\p{L}\\p{M}\\p{Nd}&'’\\-.,+()! ]{1,${longest}}$`, 'u'));

/**
 * 9 digits before the point and 3 behind it at most; how many are shown behind it says the currency (ISO 4217), none where
 * there is no point. What takes more than LONGEST_AMOUNT characters is refused when the text is written.
 */
export const Amount = z
  .strictObject({
    value: z.string().regex(/^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,3})?$/),
    currency: z.string().regex(/^[A-Z]{3}$/),
  })
  .meta({ id: 'Amount' });
export type Amount = z.infer<typeof Amount>;

/** The host of an origin, as WebOTP and iOS compare it: lower case, without scheme, port and path. */
export const Host = z
  .string()
  .max(LONGEST_HOST)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/);

/** Android SMS Retriever: eleven characters of base64, computed from an app's package and its certificate. */
export const AppHash = z.string().regex(/^[A-Za-z0-9+/]{11}$/);

const variableName = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/);

/** A variable that a template has beside `code`, `brand`, `minutes`, `amount` and `payee`. */
export const Variable = z.strictObject({
  name: variableName,
  type: z.enum(['text', 'number']).describe('`number`: a whole number; can be counted by plural'),
  max_length: z.int().min(1).max(LONGEST_VALUE).describe('Characters of a text; digits of a number, at most 9'),
});
export type Variable = z.infer<typeof Variable>;
export const Variables = z.array(Variable).max(MOST_VARIABLES);

/** Values of declared variables, by name. */
export const VariableValues = z.record(
  variableName,
  z.union([z.string().max(LONGEST_VALUE), z.int().min(0).max(999_999_999)]),
);
export type VariableValues = z.infer<typeof VariableValues>;

/** The line that lets a phone fill the code in; one per message. */
export const Trailer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('app_hash'), app_hash: AppHash }),
  z.strictObject({ kind: z.literal('host'), host: Host, embedded_host: Host.optional() }),
]);
export type Trailer = z.infer<typeof Trailer>;

const body = composedUnits(LONGEST_BODY);

export const VersionStatus = z.enum(['draft', 'published', 'superseded']);
export type VersionStatus = z.infer<typeof VersionStatus>;

/** Of one wording of a template in one language. What was published once never changes. */
const versionFacts = {
  version: z.int().describe('From 1, per template and language'),
  status: VersionStatus,
  origin: Origin,
  transliterates: z.boolean().describe('Letters outside the GSM alphabet are replaced where that spares a segment'),
  made_from: z.int().nullable().describe('The version that it is a copy of, after a revert'),
  author: z.string().nullable().describe('A name, as it was then'),
  created_at: Time,
  changed_at: Time,
  publisher: z.string().nullable(),
  published_at: Time.nullable(),
  is_reviewed: z.boolean().describe('Someone who reads the language has signed it off'),
  reviewer: z.string().nullable(),
  reviewed_at: Time.nullable(),
};

/** Without its words. */
export const VersionBrief = z.object(versionFacts);
export type VersionBrief = z.infer<typeof VersionBrief>;

export const VersionView = z.object({
  ...versionFacts,
  body: z.string().describe('ICU MessageFormat'),
  short_body: z.string().nullable(),
});
export type VersionView = z.infer<typeof VersionView>;

/** How a language has a text: its own, one of its chain, or none at all. */
export const CoverageCell = z.object({
  locale: z.string(),
  state: z.enum(['own', 'inherited', 'missing']),
  from: z.string().nullable().describe('The language that the text is written in'),
  /** An application's own template without a text takes the shared one. */
  is_shared: z.boolean(),
  version: z.int().nullable(),
  has_draft: z.boolean(),
  has_update: z.boolean().describe('A newer built-in text waits beside an own one'),
  is_reviewed: z.boolean(),
  encoding: Encoding.nullable().describe('Of the longest'),
  segments: z.int().nullable().describe('With the longest of everything'),
  errors: z.int(),
  warnings: z.int(),
});
export type CoverageCell = z.infer<typeof CoverageCell>;

/** How much a template is sent: no index says which messages were written with it, so not all of a busy week are counted. */
export const TemplateUse = z.object({
  sends: z.int().describe('Messages that were written with it, of those that were counted'),
  counted: z
    .int()
    .describe('Messages of the last seven days, whatever they were written with; the newest 10,000 at most'),
  counted_since: z.iso.datetime(),
  is_capped: z
    .boolean()
    .describe('Of the seven days only those since counted_since are counted: before it may be more'),
  per_day: z.number().describe('Sends a day since counted_since'),
});
export type TemplateUse = z.infer<typeof TemplateUse>;

export const TemplateView = z.object({
  id: z.string(),
  purpose: Purpose,
  application: z.object({ id: z.string(), name: z.string() }).nullable().describe('null: all inherit it'),
  max_segments: z.int(),
  variables: Variables,
  version: z.int(),
  locales: z.int().describe('Languages with a published text of its own'),
  locales_enabled: z.int(),
  unreviewed: z.int(),
  drafts: z.int(),
  most_segments: z.int().describe('Of its published texts, with the longest of everything'),
  recent_use: TemplateUse,
});
export type TemplateView = z.infer<typeof TemplateView>;

/** `GET templates` */
export const TemplateList = z.object({ data: z.array(TemplateView) });
export type TemplateList = z.infer<typeof TemplateList>;

/** `GET templates/:id`: each enabled language. */
export const TemplateDetail = TemplateView.extend({ coverage: z.array(CoverageCell) });
export type TemplateDetail = z.infer<typeof TemplateDetail>;

/** `GET templates/coverage`: every template in every enabled language. */
export const CoverageMatrix = z.object({
  locales: z.array(z.string()),
  rows: z.array(TemplateDetail),
});
export type CoverageMatrix = z.infer<typeof CoverageMatrix>;

const maxSegments = z.int().min(1).max(10);

/** `POST templates` answers a TemplateDetail: an application's own, which inherits until it has texts. */
export const TemplateCreate = z.strictObject({
  purpose: Purpose,
  application_id: z.string().max(40),
  max_segments: maxSegments.optional().describe('Of the shared one, unless given'),
  variables: Variables.default([]),
});
export type TemplateCreate = z.infer<typeof TemplateCreate>;

/** `PATCH templates/:id` with If-Match. `DELETE templates/:id` (If-Match): the application inherits again. */
export const TemplateChange = z.strictObject({
  max_segments: maxSegments.optional(),
  variables: Variables.optional(),
});
export type TemplateChange = z.infer<typeof TemplateChange>;

/** `GET templates/:id/texts/:locale`, and what every change of a text answers; its ETag is that of the text. */
export const TextDetail = z.object({
  template_id: z.string(),
  locale: z.string(),
  direction: Direction,
  published: VersionView.nullable(),
  draft: VersionView.nullable(),
  update: VersionView.nullable().describe('A built-in text newer than the own one that is published'),
  source: z
    .object({ locale: z.string(), body: z.string(), short_body: z.string().nullable() })
    .nullable()
    .describe('What is to be translated: the text of the default language'),
  inherited: z
    .object({ locale: z.string(), is_shared: z.boolean(), body: z.string(), short_body: z.string().nullable() })
    .nullable()
    .describe('What is sent as long as nothing is published here'),
  findings: z.array(ToldFinding).describe('Of the draft, else of what is published'),
  versions: z.array(VersionBrief).describe('Newest first'),
});
export type TextDetail = z.infer<typeof TextDetail>;

/** `PUT templates/:id/texts/:locale/draft` with If-Match. `DELETE` (If-Match) throws it away. */
export const DraftChange = z.strictObject({
  body,
  short_body: body.nullable().default(null),
  transliterates: z.boolean().default(false),
});
export type DraftChange = z.infer<typeof DraftChange>;

/**
 * `POST …/publish`, `POST …/revert` (a new version with the words of an old one, published at once), `POST …/sign-off`:
 * each with If-Match.
 */
export const VersionChoice = z.strictObject({ version: z.int().min(1) });
export type VersionChoice = z.infer<typeof VersionChoice>;
export const PublishRequest = VersionChoice.extend({
  is_reviewed: z.boolean().default(false).describe('I read this language and stand for the text'),
});
export type PublishRequest = z.infer<typeof PublishRequest>;

/** `GET …/versions/:version` answers a VersionView; `GET …/versions/:version/diff/:other` this. */
const DiffPiece = z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });
export type DiffPiece = z.infer<typeof DiffPiece>;
export const TextDiff = z.object({ body: z.array(DiffPiece), short_body: z.array(DiffPiece) });
export type TextDiff = z.infer<typeof TextDiff>;

/** What a preview or a test puts in; what is left out is typical. */
export const PreviewValues = z.strictObject({
  brand: Words(LONGEST_BRAND).optional(),
  minutes: z.int().min(1).max(LONGEST_MINUTES).optional(),
  code_length: z.int().min(4).max(LONGEST_CODE).optional(),
  amount: Amount.optional(),
  payee: Words(LONGEST_PAYEE).optional(),
  variables: VariableValues.optional(),
});
export type PreviewValues = z.infer<typeof PreviewValues>;

/** `POST templates/:id/preview`: of the words given, else of a version, else of what would be sent. */
export const PreviewRequest = z.strictObject({
  language: z.string().max(64).optional(),
  country: CountryUpper.optional(),
  application_id: z.string().max(40).optional().describe('Whose brand and default language; the first, unless given'),
  text: DraftChange.optional().describe('Unsaved words, in `language`'),
  version: z.int().min(1).optional(),
  values: PreviewValues.default({}),
  trailer: Trailer.optional(),
});
export type PreviewRequest = z.infer<typeof PreviewRequest>;

const RenderedPreview = z.object({
  form: TextForm,
  text: z.string().describe('With digits that are no code'),
  encoding: Encoding,
  units: z.int().describe('Septets or UTF-16 units'),
  units_left: z.int().describe('Until one more segment is needed'),
  segments: z.int(),
  is_too_long: z.boolean().describe('A start that would send it is refused'),
});

export const Preview = z.object({
  locale: z.string(),
  reason: LanguageReason.nullable().describe('null where the words were given'),
  chain: z.array(z.string()),
  from: z.string().describe('The language that the text is written in'),
  direction: Direction,
  trailer: z.string().nullable(),
  typical: RenderedPreview,
  longest: RenderedPreview.describe('With the longest of everything'),
  prices: z
    .array(z.object({ country: z.string(), price: z.string(), currency: z.string(), carrier: z.string() }))
    .describe(
      'Of the typical text in the countries that get this language, by the carrier that would take it; none for those who may not read routes',
    ),
  findings: z.array(ToldFinding),
});
export type Preview = z.infer<typeof Preview>;

/**
 * `POST templates/:id/texts/:locale/test`: a saved version, to a simulated handset or to one's own proven number. Answers
 * a TryResponse: it is a start of that application, with its code, its route and its limits.
 */
export const TestSend = z.strictObject({
  version: z.int().min(1),
  application_id: z.string().max(40),
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('handset'), number: z.string().max(32) }),
    z.strictObject({ kind: z.literal('own') }),
  ]),
  values: PreviewValues.default({}),
  trailer: Trailer.optional(),
});
export type TestSend = z.infer<typeof TestSend>;

/**
 * `POST me/phone` sends a code to one's own number (a TryResponse without the code); `POST me/phone/check` proves it (a
 * CheckResponse). `DELETE me/phone` forgets it, 204.
 */
export const OwnPhoneRequest = z.strictObject({ number: z.string().max(32), application_id: z.string().max(40) });
export type OwnPhoneRequest = z.infer<typeof OwnPhoneRequest>;
export const OwnPhoneCheck = z.strictObject({ verification_id: z.string().max(40), code: z.string().max(32) });
export type OwnPhoneCheck = z.infer<typeof OwnPhoneCheck>;

const ExportedText = z.strictObject({
  body,
  short_body: body.nullable().default(null),
  transliterates: z.boolean().default(false),
});

/** `GET templates/export`, and what an import reads: what is published, languages and the map of countries. */
export const TextsDocument = z.strictObject({
  format: z.literal('codewire.texts.v1'),
  locales: z
    .array(
      z.strictObject({
        tag: LanguageTag,
        direction: Direction,
        fallback: LanguageTag.nullable(),
        is_enabled: z.boolean(),
      }),
    )
    .max(1_000)
    .default([]),
  countries: z.record(CountryUpper, LanguageTag).default({}),
  templates: z
    .array(
      z.strictObject({
        purpose: Purpose,
        application: z.string().max(40).nullable().describe('Name of the application; null: shared'),
        max_segments: maxSegments,
        variables: Variables,
        texts: z.record(LanguageTag, ExportedText),
      }),
    )
    .max(1_000),
});
export type TextsDocument = z.infer<typeof TextsDocument>;

/** `POST templates/import` */
export const ImportRequest = z.strictObject({
  document: TextsDocument,
  dry_run: z.boolean().default(true),
  publish: z.boolean().default(false).describe('At once; without it each changed text becomes a draft'),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

export const ImportedChange = z.object({
  kind: z.enum(['locale', 'country', 'template', 'text']),
  change: z.enum(['added', 'changed', 'refused']),
  name: z.string().describe('Tag, country, or purpose with application and language'),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  diff: TextDiff.nullable(),
  findings: z.array(ToldFinding),
  refusal: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why it cannot be made, as a request for it alone would be refused'),
});
export type ImportedChange = z.infer<typeof ImportedChange>;

/** Nothing is written while anything is refused. */
export const ImportOutcome = z.object({
  is_applied: z.boolean(),
  unchanged: z.int(),
  changes: z.array(ImportedChange),
});
export type ImportOutcome = z.infer<typeof ImportOutcome>;
