import type { SmscIdForm } from '@codewire/sms';
import type { Queryable, Statement } from '../database/sql.js';

export interface SeenForm {
  readonly carrierId: string;
  readonly form: SmscIdForm;
  readonly seen: number;
}

// In the order of the key, here and below: nodes that write at the same moment wait for each other one way round.
const ADD: Statement = {
  name: 'receipt_form_add',
  text: `insert into receipt_form (carrier_id, form, seen, last_seen_at)
    select i.carrier_id, i.form, i.seen, statement_timestamp()
    from unnest($1::text[], $2::text[], $3::int[]) as i(carrier_id, form, seen) order by i.carrier_id, i.form
    on conflict (carrier_id, form) do update
      set seen = receipt_form.seen + excluded.seen, last_seen_at = excluded.last_seen_at`,
};

// What is long past weighs less and less: a carrier that changes its ways is learnt anew.
const FADE: Statement = {
  name: 'receipt_form_fade',
  text: `with held as materialized (
      select carrier_id, form from receipt_form
      where carrier_id in (select carrier_id from receipt_form group by carrier_id having sum(seen) > $1)
      order by carrier_id, form for update
    )
    update receipt_form f set seen = f.seen / 2 from held h where f.carrier_id = h.carrier_id and f.form = h.form`,
};

const LIST: Statement = {
  name: 'receipt_form_list',
  text: `select carrier_id as "carrierId", form, seen::float8 as seen from receipt_form`,
};

export async function addSeenForms(sql: Queryable, forms: readonly SeenForm[], fadeAbove: number): Promise<void> {
  await sql.count(ADD, [
    forms.map(({ carrierId }) => carrierId),
    forms.map(({ form }) => form),
    forms.map(({ seen }) => seen),
  ]);
  await sql.count(FADE, [fadeAbove]);
}

export function listSeenForms(sql: Queryable): Promise<SeenForm[]> {
  return sql.rows(LIST);
}
