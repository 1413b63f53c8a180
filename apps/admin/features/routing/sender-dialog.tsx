'use client';

import { Sender } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { routingCalls } from '../../lib/api/routing-calls';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import { useCountryChoices } from './probe-card';
import { useRoutingAnew, type Names } from './use-routing';

const ANY = '';
const orNull = (value: string) => (value === ANY ? null : value);

export default function SenderDialog({ names, onClose }: { names: Names; onClose: () => void }) {
  const t = useTranslations('routing.senders');
  const common = useTranslations('common');
  const readAnew = useRoutingAnew();
  const countries = useCountryChoices(t('any'));
  const create = useChange({
    work: (values: Record<'sender' | 'application_id' | 'country' | 'carrier_id', string>) =>
      callFromBrowser(
        routingCalls.createSender({
          sender: values.sender.trim(),
          application_id: orNull(values.application_id),
          country: orNull(values.country),
          carrier_id: orNull(values.carrier_id),
        }),
      ),
    onDone: async () => {
      onClose();
      await readAnew();
    },
    said: t('added'),
  });
  const { form, field, isToldAtField } = useFields({
    first: { sender: '', application_id: ANY, country: ANY, carrier_id: ANY },
    check: ({ sender }) => (Sender.safeParse(sender.trim()).success ? {} : { sender: t('senderWrong') }),
    onSubmit: create.run,
    failure: create.failure,
  });
  const withAny = (known: readonly { id: string; name: string }[]) => [
    { value: ANY, label: t('any') },
    ...known.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Dialog title={t('add')} isOpen onClose={onClose}>
      <Form {...form}>
        <TextField
          {...field('sender')}
          label={t('sender')}
          description={t('senderHint')}
          dir="ltr"
          autoComplete="off"
          maxLength={20}
        />
        <SelectField {...field('application_id')} label={t('application')} choices={withAny(names.applications)} />
        <SelectField {...field('country')} label={t('country')} choices={countries} />
        <SelectField {...field('carrier_id')} label={t('carrier')} choices={withAny(names.carriers)} />
        {create.failure === null || isToldAtField ? null : (
          <FailureNotice failure={asFailure(create.failure)} takesFocus />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={create.isBusy}>
            {t('addConfirm')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
