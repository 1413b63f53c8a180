'use client';

import type { TracedPdu } from '@codewire/contracts';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { isRefusal } from './trace-counts';
import classes from './carriers.module.css';

const SHOWN_AT_FIRST = 100;

/** One below the other, newest first; each opens to its fields. */
export function TracedPdus({ pdus }: { pdus: readonly TracedPdu[] }) {
  const t = useTranslations('carriers.trace');
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? pdus : pdus.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ol className={classes.pdus} aria-label={t('caption')}>
        {shown.map((pdu, place) => (
          <li key={keyOf(pdu, place, shown)}>
            <details>
              <Line pdu={pdu} />
              <Fields pdu={pdu} />
            </details>
          </li>
        ))}
      </ol>
      {shown.length < pdus.length ? (
        <Button size="xs" className={classes.more ?? ''} onClick={() => setWhole(true)}>
          {t('all', { count: pdus.length })}
        </Button>
      ) : null}
    </>
  );
}

/** What was opened stays open when others come above it. Two that are alike to the last detail are told apart by place. */
function keyOf(pdu: TracedPdu, place: number, all: readonly TracedPdu[]): string {
  const key = nameOf(pdu);
  return all.slice(place + 1).some((other) => nameOf(other) === key) ? `${key} ${place}` : key;
}

const nameOf = ({ at, node, slot, direction, command, sequence }: TracedPdu) =>
  [at, node, slot, direction, command, sequence].join(' ');

function Line({ pdu }: { pdu: TracedPdu }) {
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
      <bdi dir="ltr" className={classes.mono}>
        {pdu.command}
      </bdi>
      <bdi dir="ltr" className={isRefusal(pdu) ? classes.refused : classes.since}>
        {pdu.command_status}
      </bdi>
      <span className={classes.since}>{t('ofSlot', { slot: format.number(pdu.slot) })}</span>
      <span className={classes.since}>{t('octets', { count: pdu.octets })}</span>
    </summary>
  );
}

function Fields({ pdu }: { pdu: TracedPdu }) {
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
