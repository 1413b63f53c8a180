'use client';

import { AppHash, Host, type ApplicationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { useAction } from '../../lib/use-action';
import { useFields, type FieldErrors } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { LinesField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { toast } from '../../ui/toasts';
import { useApplicationsAnew } from './use-applications';
import classes from './apps.module.css';

type Lists = Readonly<Record<'app_hashes' | 'hosts', string>>;

const MOST = 20;

/** The apps and hosts that a start may name for the line that lets a phone fill the code in. */
export function AutofillCard({ application }: { application: ApplicationDetail }) {
  const t = useTranslations('apps.autofill');
  const readAnew = useApplicationsAnew();
  const { id, app_hashes: hashes, hosts } = application;
  const save = useAction(
    (lists: Lists) =>
      callFromBrowser(
        applicationCalls.changeApplication(id, {
          app_hashes: entriesOf(lists.app_hashes),
          hosts: hostsOf(lists.hosts),
        }),
      ),
    async (changed) => {
      await readAnew(changed);
      toast({ tone: 'ok', title: t('saved') });
    },
  );
  const { form, field, values, isToldAtField } = useFields({
    first: { app_hashes: hashes.join('\n'), hosts: hosts.join('\n') },
    check: useListsCheck(),
    onSubmit: save.run,
    failure: save.failure,
  });
  const isSame = isList(entriesOf(values.app_hashes), hashes) && isList(hostsOf(values.hosts), hosts);

  return (
    <Card title={t('title')}>
      <Form {...form}>
        <p className={classes.lead}>{t('lead')}</p>
        <LinesField label={t('hashes')} description={t('hashesHint')} dir="ltr" {...field('app_hashes')} />
        <LinesField label={t('hosts')} description={t('hostsHint')} dir="ltr" {...field('hosts')} />
        {save.failure === null || isToldAtField ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
        <FormActions>
          <Button type="submit" emphasis="main" disabled={isSame} loading={save.isBusy}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}

/** What is wrong with the lists, in words: the first entry that is none is named. */
function useListsCheck(): (lists: Lists) => FieldErrors<keyof Lists> {
  const t = useTranslations('apps.autofill');
  return (lists) => {
    const [hashes, hosts] = [entriesOf(lists.app_hashes), hostsOf(lists.hosts)];
    const wrongHash = hashes.find((entry) => !AppHash.safeParse(entry).success);
    const wrongHost = hosts.find((entry) => !Host.safeParse(entry).success);
    return {
      ...(hashes.length > MOST ? { app_hashes: t('tooMany', { most: MOST }) } : {}),
      ...(hosts.length > MOST ? { hosts: t('tooMany', { most: MOST }) } : {}),
      ...(wrongHash === undefined ? {} : { app_hashes: t('hashWrong', { entry: wrongHash }) }),
      ...(wrongHost === undefined ? {} : { hosts: t('hostWrong', { entry: wrongHost }) }),
    };
  };
}

const entriesOf = (text: string) => [...new Set(text.split(/[\s,;]+/).filter((entry) => entry !== ''))];

/** Hosts have no capitals where they are compared, whoever types them. */
const hostsOf = (text: string) => entriesOf(text.toLowerCase());

const isList = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n');
