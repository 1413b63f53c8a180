'use client';

import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { Button, IconButton } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { CarrierMarks } from './carrier-chips';
import { movedTo } from './reorder';
import { isWeight, MOST_CARRIERS, sharesOf, type CarrierDraft, type RuleDraft } from './rule-draft';
import type { Names } from './use-routing';
import classes from './routing.module.css';

export interface CarriersFieldProps {
  readonly draft: Pick<RuleDraft, 'carriers' | 'mode'>;
  readonly names: Names;
  readonly error: string | undefined;
  readonly onChange: (carriers: readonly CarrierDraft[]) => void;
}

/** The carriers of a rule, in their order; by weight each has its part. */
export function CarriersField({ draft: { carriers, mode }, names, error, onChange }: CarriersFieldProps) {
  const t = useTranslations('routing.rule');
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const shares = sharesOf(carriers.map(({ weight }) => weight));

  function move(carrier: CarrierDraft, place: number): void {
    onChange(movedTo(carriers, carrier, place));
    // It takes the focus along, which browsers take from what is moved in the page.
    const control = place < carriers.indexOf(carrier) ? 'up' : 'down';
    setTimeout(
      () => list.current?.children[place]?.querySelector<HTMLElement>(`[data-control=${control}]`)?.focus(),
      0,
    );
  }

  return (
    <fieldset className={classes.group} aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend>{t('carriers')}</legend>
      <p className={classes.hint}>{t(`carriersHint.${mode}`)}</p>
      <ol ref={list} className={classes.picked}>
        {carriers.map((carrier, place) => {
          const name = names.carrier(carrier.id);
          return (
            <li key={carrier.id}>
              <span className={classes.pickedName}>
                <span className={classes.place}>{place + 1}</span>
                <bdi>{name}</bdi>
                <CarrierMarks carrier={names.carriers.find((one) => one.id === carrier.id)} />
              </span>
              {mode === 'weighted' ? (
                <Weight
                  name={name}
                  weight={carrier.weight}
                  share={shares[place] ?? 0}
                  isWrong={error !== undefined && (!isWeight(carrier.weight) || shares.every((share) => share === 0))}
                  onChange={(weight) =>
                    onChange(carriers.map((one) => (one.id === carrier.id ? { ...one, weight } : one)))
                  }
                />
              ) : null}
              <span className={classes.buttons}>
                <IconButton
                  label={t('carrierUp', { name })}
                  data-control="up"
                  aria-disabled={place === 0}
                  onClick={() => place > 0 && move(carrier, place - 1)}
                >
                  <IconArrowUp size={18} aria-hidden />
                </IconButton>
                <IconButton
                  label={t('carrierDown', { name })}
                  data-control="down"
                  aria-disabled={place === carriers.length - 1}
                  onClick={() => place < carriers.length - 1 && move(carrier, place + 1)}
                >
                  <IconArrowDown size={18} aria-hidden />
                </IconButton>
                <IconButton
                  label={t('carrierOff', { name })}
                  onClick={() => onChange(carriers.filter((one) => one.id !== carrier.id))}
                >
                  <IconX size={18} aria-hidden />
                </IconButton>
              </span>
            </li>
          );
        })}
      </ol>
      <AddCarrier
        names={names}
        carriers={carriers}
        isWrong={error !== undefined && carriers.length === 0}
        onAdd={(added) => onChange([...carriers, { id: added, weight: '1' }])}
      />
      {error === undefined ? null : (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface WeightProps {
  readonly name: string;
  readonly weight: string;
  readonly share: number;
  readonly isWrong: boolean;
  readonly onChange: (weight: string) => void;
}

function Weight({ name, weight, share, isWrong, onChange }: WeightProps) {
  const t = useTranslations('routing.rule');
  const format = useFormatter();
  return (
    <span className={classes.weight}>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        aria-label={t('weightOf', { name })}
        aria-invalid={isWrong || undefined}
        value={weight}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      <span>{format.number(share, { style: 'percent' })}</span>
    </span>
  );
}

interface AddCarrierProps {
  readonly names: Names;
  readonly carriers: readonly CarrierDraft[];
  readonly isWrong: boolean;
  readonly onAdd: (id: string) => void;
}

function AddCarrier({ names, carriers, isWrong, onAdd }: AddCarrierProps) {
  const t = useTranslations('routing.rule');
  const [wanted, setWanted] = useState('');
  const left = names.carriers.filter(({ id }) => carriers.every((one) => one.id !== id));
  const chosen = left.find(({ id }) => id === wanted) ?? left[0];
  if (chosen === undefined || carriers.length >= MOST_CARRIERS) return null;
  return (
    <div className={classes.addCarrier}>
      <SelectField
        label={t('addCarrier')}
        error={isWrong}
        value={chosen.id}
        onChange={({ currentTarget: { value } }) => setWanted(value)}
        choices={left.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button icon={<IconPlus size={16} aria-hidden />} onClick={() => onAdd(chosen.id)}>
        {t('addCarrierConfirm')}
      </Button>
    </div>
  );
}
