/**
 * Numbers that regulators keep free for fiction and documentation: no one owns them, so only simulated carriers take
 * them. libphonenumber calls some of them invalid. Sources: NANPA (555-0100 to 555-0199 in every area code), Ofcom
 * "Telephone numbers for use in TV and radio drama programmes", ACMA "Phone numbers for use in TV shows, films and
 * creative works", ARCEP decision 2012-0855 (06 39 98).
 */
const FICTIONAL: readonly { readonly country: string; readonly form: RegExp }[] = [
  { country: 'US', form: /^\+1[2-9]\d{2}55501\d{2}$/ },
  { country: 'GB', form: /^\+447700900\d{3}$/ },
  { country: 'AU', form: /^\+61491570(006|156|157|158|159|110)$/ },
  { country: 'AU', form: /^\+6149157\d{4}$/ },
  { country: 'FR', form: /^\+33639980\d{3}$|^\+3363998\d{4}$/ },
];

/** The country a fictional number belongs to; undefined for one that may be somebody's. */
export function fictionalCountry(e164: string): string | undefined {
  return FICTIONAL.find(({ form }) => form.test(e164))?.country;
}
