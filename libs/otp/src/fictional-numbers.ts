// ACMA names single mobile numbers within 0491 570 000 to 0491 579 999; the rest of that range may be somebody's.
const AUSTRALIAN =
  '006 110 156 157 158 159 313 737 1266 1491 1804 2549 2665 2983 3087 3770 4118 4632 5254 5789 6398 6801 7426 7644 ' +
  '8148 8888 8957 9212 9455 9760';

/**
 * Numbers that regulators keep free for fiction and documentation: no one owns them, so only simulated carriers take
 * them. libphonenumber calls some of them invalid. Sources: NANPA (555-0100 to 555-0199 in every area code), Ofcom
 * "Telephone numbers for use in TV and radio drama programmes", ACMA "Phone numbers for use in TV shows, films and
 * creative works", ARCEP decision 2012-0855 (06 39 98).
 */
const FICTIONAL: readonly { readonly country: string; readonly form: RegExp }[] = [
  { country: 'US', form: /^\+1[2-9]\d{2}55501\d{2}$/ },
  { country: 'GB', form: /^\+447700900\d{3}$/ },
  {
    country: 'AU',
    form: new RegExp(
      `^\\+6149157(${AUSTRALIAN.split(' ')
        .map((end) => end.padStart(4, '0'))
        .join('|')})$`,
    ),
  },
  { country: 'FR', form: /^\+3363998\d{4}$/ },
];

/** The country a fictional number belongs to; undefined for one that may be somebody's. */
export function fictionalCountry(e164: string): string | undefined {
  return FICTIONAL.find(({ form }) => form.test(e164))?.country;
}
