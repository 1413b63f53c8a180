'use client';

import { fictionalCountry } from '@codewire/otp/fictional';
import type { TryResponse } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { Page, PageHeader } from '../../ui/page';
import { useMessage } from '../messages/use-message';
import { useMay } from '../session/session-provider';
import { useConsoleContext } from '../shell/use-console-context';
import { AppLessons } from './app-lessons';
import { CheckCard } from './check-card';
import { FaultsBanner } from './faults-banner';
import { FaultsSection } from './faults-section';
import { Handset } from './handset';
import { HandsetTabs } from './handset-tabs';
import { ReachBar } from './reach-bar';
import { SendCard } from './send-card';
import { FIRST_FORM } from './send-form';
import { useFaults } from './use-faults';
import { useUnread } from './use-handset';
import { useHandsets } from './use-handsets';
import { useTries } from './use-tries';
import { WayCard } from './way-card';
import classes from './try.module.css';

/** One code from the request to the receipt, on one page; and all that can go wrong with it. */
export function TryRoom() {
  const t = useTranslations('try');
  const { data: context } = useConsoleContext();
  const may = useMay();
  const handsets = useHandsets();
  /** A number that is looked at without being one of the phones: it may be somebody's, so no browser keeps it. */
  const [guest, setGuest] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [form, setForm] = useState(FIRST_FORM);
  const [code, setCode] = useState('');
  const codeField = useRef<HTMLInputElement>(null);
  const shown = guest ?? handsets.chosen.number;
  const isFictional = fictionalCountry(shown) !== undefined;

  const { sentTo, languages, start, resend, check, running, run } = useTries((verification: TryResponse) => {
    const { number } = verification;
    const isKept = fictionalCountry(number) !== undefined && handsets.keep(number);
    setGuest(isKept ? null : number);
    setTyped(null);
    setCode('');
  });
  const sent = sentTo.get(shown);
  const message = useMessage(may('messages.read') ? sent?.verification.message.id : undefined);
  const faults = useFaults(shown, isFictional);
  const unread = useUnread(handsets.all, shown);

  /** Another phone, with what was sent to it. */
  function leave(): void {
    setGuest(null);
    setTyped(null);
    setCode('');
    for (const done of [start, check, resend]) done.reset();
  }

  /** As phones do: offered where nothing has been typed, without moving the focus. */
  const fillIn = useCallback((digits: string) => setCode((before) => (before === '' ? digits : before)), []);

  function takeCode(digits: string): void {
    setCode(digits);
    codeField.current?.focus();
  }

  const application = context?.applications.find(({ id }) => id === form.application) ?? context?.application;
  return (
    <>
      <ReachBar application={application} />
      <Page>
        <PageHeader title={t('title')} lead={t('lead')} />
        <div className={classes.columns}>
          <SendCard
            number={typed ?? shown}
            onNumber={setTyped}
            form={form}
            onChange={setForm}
            start={start}
            answer={sent?.verification}
            context={context}
          />
          <Handset
            number={shown}
            sentAt={sent?.at ?? 0}
            latest={sent?.verification}
            status={message.data?.status}
            languages={languages}
            codeLength={context?.code_length ?? 6}
            onTakeCode={takeCode}
            onArrival={fillIn}
            onSeen={handsets.noteSeen}
          >
            <HandsetTabs
              handsets={handsets}
              shown={shown}
              unread={unread}
              onChoose={(place) => {
                leave();
                handsets.choose(place);
              }}
              onAdd={(country) => {
                leave();
                handsets.add(country);
              }}
              onRemove={(number) => {
                leave();
                handsets.remove(number);
              }}
            />
            <FaultsBanner faults={faults} />
          </Handset>
          <div className={classes.after}>
            <CheckCard
              verification={sent?.verification}
              code={code}
              onCode={setCode}
              codeField={codeField}
              check={check}
              resend={resend}
            />
            <WayCard verification={sent?.verification} message={message} />
          </div>
        </div>
        <FaultsSection number={shown} isFictional={isFictional} faults={faults}>
          <AppLessons
            verification={sent?.verification.passcode === undefined ? undefined : sent.verification}
            running={running}
            onRun={(scenario, verification) => void run(scenario, verification)}
          />
        </FaultsSection>
      </Page>
    </>
  );
}
