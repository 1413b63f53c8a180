// Also a door for browsers: without libphonenumber, which is heavy.

// ACMA names single mobile numbers within 0491 570 000 to 0491 579 999; the rest of that range may be somebody's.
const AUSTRALIAN =
  '006 110 156 157 158 159 313 737 1266 1491 1804 2549 2665 2983 3087 3770 4118 4632 5254 5789 6398 6801 7426 7644 ' +
  '8148 8888 8957 9212 9455 9760';

/** The single numbers of Australia, without the code of the country. */
const AUSTRALIANS = AUSTRALIAN.split(' ').map((end) => `49157${end.padStart(4, '0')}`);

/** Area codes of large cities, so that a number looks like one of that country. */
const CANADIAN = ['416', '514', '604', '403', '613', '902'];
const AMERICAN = ['212', '303', '312', '404', '415', '503', '617', '702', '713'];

/**
 * Numbers that regulators keep free for fiction and documentation: no one owns them, so only simulated carriers take
 * them. libphonenumber calls some of them invalid. Sources: NANPA (555-0100 to 555-0199 in every area code), Ofcom
 * "Telephone numbers for use in TV and radio drama programmes", ACMA "Phone numbers for use in TV shows, films and
 * creative works", ARCEP decision 2012-0855 (06 39 98).
 */
const FICTIONAL: readonly Range[] = [
  {
    country: 'US',
    form: new RegExp(`^\\+1(?!${CANADIAN.join('|')})[2-9]\\d{2}55501\\d{2}$`),
    pick: (below) => `+1${oneOf(AMERICAN, below)}55501${digits(2, below)}`,
  },
  {
    country: 'CA',
    form: new RegExp(`^\\+1(${CANADIAN.join('|')})55501\\d{2}$`),
    pick: (below) => `+1${oneOf(CANADIAN, below)}55501${digits(2, below)}`,
  },
  { country: 'GB', form: /^\+447700900\d{3}$/, pick: (below) => `+447700900${digits(3, below)}` },
  {
    country: 'AU',
    form: new RegExp(`^\\+61(${AUSTRALIANS.join('|')})$`),
    pick: (below) => `+61${oneOf(AUSTRALIANS, below)}`,
  },
  { country: 'FR', form: /^\+3363998\d{4}$/, pick: (below) => `+3363998${digits(4, below)}` },
];

/** An integer from 0, less than that. */
type Below = (limit: number) => number;

interface Range {
  readonly country: string;
  readonly form: RegExp;
  readonly pick: (below: Below) => string;
}

/** Where there are such numbers, ISO 3166-1 alpha-2. */
export const FICTIONAL_COUNTRIES: readonly string[] = FICTIONAL.map(({ country }) => country);

/** The country a fictional number belongs to; undefined for one that may be somebody's. */
export function fictionalCountry(e164: string): string | undefined {
  return FICTIONAL.find(({ form }) => form.test(e164))?.country;
}

/** One of the country's fictional numbers, E.164, by chance that is passed in; undefined where there are none. */
export function pickFictional(country: string, below: Below): string | undefined {
  return FICTIONAL.find((range) => range.country === country)?.pick(below);
}

function oneOf(all: readonly string[], below: Below): string {
  return all[below(all.length)]!;
}

function digits(count: number, below: Below): string {
  return String(below(10 ** count)).padStart(count, '0');
}
