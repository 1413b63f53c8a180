'use client';

import type { TracedPdu } from '@codewire/contracts';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { isRefusal } from '../lib/pdu';
import { Moment } from './moment';
import classes from './pdu-list.module.css';

/** Whose it is matters to those who choose which are listed. */
type ListedPdu = Omit<TracedPdu, 'message_id' | 'attempt'>;

export interface PduListProps {
  /** What they are, for a screen reader. */
  readonly caption: string;
  readonly pdus: readonly ListedPdu[];
}

/** PDUs one below the other, in the order given; each opens to its fields. */
export function PduList({ caption, pdus }: PduListProps) {
  return (
    <ol className={classes.pdus} aria-label={caption}>
      {pdus.map((pdu, place) => (
        <li key={keyOf(pdu, place, pdus)}>
          <details>
            <Line pdu={pdu} />
            <PduFields pdu={pdu} />
          </details>
        </li>
      ))}
    </ol>
  );
}

/** What was opened stays open when others come above it. Two that are alike to the last detail are told apart by place. */
function keyOf(pdu: ListedPdu, place: number, all: readonly ListedPdu[]): string {
  const key = nameOf(pdu);
  return all.slice(place + 1).some((other) => nameOf(other) === key) ? `${key} ${place}` : key;
}

const nameOf = ({ at, node, slot, direction, command, sequence }: ListedPdu) =>
  [at, node, slot, direction, command, sequence].join(' ');

function Line({ pdu }: { pdu: ListedPdu }) {
  const t = useTranslations('carriers.trace');
  const format = useFormatter();
  const Icon = pdu.direction === 'out' ? IconArrowUp : IconArrowDown;
  return (
    <summary>
      <Moment at={pdu.at} show="precise" />
      <span className={classes.direction}>
        <Icon size={15} aria-hidden />
        {t(`directions.${pdu.direction}`)}
      </span>
      <bdi dir="ltr" className={classes.command}>
        {pdu.command}
      </bdi>
      <bdi dir="ltr" className={isRefusal(pdu) ? classes.refused : classes.quiet}>
        {pdu.command_status}
      </bdi>
      <span className={classes.quiet}>{t('ofSlot', { slot: format.number(pdu.slot) })}</span>
      <span className={classes.quiet}>{t('octets', { count: pdu.octets })}</span>
    </summary>
  );
}

/** What it consists of, one field below the other. */
export function PduFields({ pdu }: { pdu: ListedPdu }) {
  const all = [
    { name: 'sequence_number', value: String(pdu.sequence) },
    ...pdu.fields,
    { name: 'node', value: pdu.node },
  ];
  return (
    <dl className={classes.fields} dir="ltr" translate="no">
      {all.map(({ name, value }, place) => (
        // A field may come twice, as destinations do.
        <div key={place} className={classes.field}>
          <dt>{name}</dt>
          <dd>{value === '' ? '""' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
