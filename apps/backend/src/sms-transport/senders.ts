/** The sender that texts carry where all conditions hold; null is any. */
export interface SenderRule {
  readonly applicationId: string | null;
  readonly country: string | null;
  readonly carrierId: string | null;
  readonly sender: string;
}

/** Whose text it is, where it goes, and through whom; without a carrier before one is chosen. */
export interface SenderQuestion {
  readonly applicationId: string;
  readonly country: string | null;
  readonly carrierId?: string;
}

/**
 * The sender of the most telling rule that fits: one that names the carrier before one that names the application, and
 * that before one that names the country. Undefined without any: then the application's own stands.
 */
export function chooseSender(rules: readonly SenderRule[], question: SenderQuestion): string | undefined {
  let best: SenderRule | undefined;
  for (const rule of rules) {
    if (fits(rule, question) && (best === undefined || tellingOf(rule) > tellingOf(best))) best = rule;
  }
  return best?.sender;
}

function fits(rule: SenderRule, { applicationId, country, carrierId }: SenderQuestion): boolean {
  return (
    (rule.carrierId === null || rule.carrierId === carrierId) &&
    (rule.applicationId === null || rule.applicationId === applicationId) &&
    (rule.country === null || rule.country === country)
  );
}

/** No two rules have the same conditions, so no two that fit are equally telling. */
function tellingOf({ carrierId, applicationId, country }: SenderRule): number {
  return (carrierId === null ? 0 : 4) + (applicationId === null ? 0 : 2) + (country === null ? 0 : 1);
}
