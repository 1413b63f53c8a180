'use client';

import type { SavedView, SavedViewChange, ViewRoom } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { viewCalls } from '../../lib/api/view-calls';
import { Button } from '../../ui/button';
import { Conflict } from '../../ui/conflict';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { Switch } from '../../ui/switch';
import { toast } from '../../ui/toasts';
import { useChange } from '../../ui/use-change';
import { isSameQuery, useViewsAnew } from './use-views';
import classes from './log.module.css';

export interface ViewsDialogProps {
  readonly room: ViewRoom;
  /** One's own. */
  readonly views: readonly SavedView[];
  /** The filters of now. */
  readonly query: SavedView['query'];
  readonly onClose: () => void;
}

/** One's own views: their names, who sees them, what they show; and away with them. */
export default function ViewsDialog({ room, views, query, onClose }: ViewsDialogProps) {
  const t = useTranslations('log.views');
  return (
    <Dialog title={t('manageTitle')} isOpen isWide onClose={onClose}>
      {views.length === 0 ? <p>{t('none')}</p> : null}
      <ul className={classes.views}>
        {views.map((view) => (
          <li key={view.id}>
            <ViewForm room={room} view={view} query={query} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface ViewFormProps {
  readonly room: ViewRoom;
  readonly view: SavedView;
  readonly query: SavedView['query'];
}

function ViewForm({ room, view, query }: ViewFormProps) {
  const t = useTranslations('log.views');
  const readAnew = useViewsAnew(room);
  const [name, setName] = useState(view.name);
  /** What was tried last: after a conflict it can be tried again as it was meant. */
  const [wanted, setWanted] = useState<Omit<SavedViewChange, 'version'>>({});
  const change = useChange({
    work: async (part: Omit<SavedViewChange, 'version'>) => {
      setWanted(part);
      try {
        return await callFromBrowser(viewCalls.changeView(view.id, { version: view.version, ...part }));
      } catch (error) {
        // What it is by now stands beside what was wanted.
        if (isRefusal(error, 'view.changed')) await readAnew();
        throw error;
      }
    },
    onDone: readAnew,
    said: t('changed'),
  });
  const drop = useChange({
    work: () => callFromBrowser(viewCalls.deleteView(view.id)),
    onDone: async () => {
      toast({ tone: 'ok', title: t('deleted', { name: view.name }), action: { label: t('undo'), run: putBack } });
      await readAnew();
    },
  });

  async function putBack(): Promise<void> {
    const { name: old, query: kept, is_shared } = view;
    await callFromBrowser(viewCalls.createView({ room, name: old, query: kept, is_shared }));
    await readAnew();
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (name.trim() !== '' && name.trim() !== view.name) void change.run({ name: name.trim() });
  }

  const isConflict = isRefusal(change.failure, 'view.changed');
  const failure = isConflict ? drop.failure : (change.failure ?? drop.failure);
  return (
    <form className={classes.view} noValidate onSubmit={submit}>
      <TextField
        label={t('name')}
        maxLength={60}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.viewWays}>
        <Switch
          name={t('shareNamed', { name: view.name })}
          state={view.is_shared ? t('isShared') : t('isPrivate')}
          isOn={view.is_shared}
          isBusy={change.isBusy}
          onSwitch={(is_shared) => void change.run({ is_shared })}
        />
        {name.trim() === view.name ? null : (
          <Button type="submit" size="xs" loading={change.isBusy}>
            {t('rename')}
          </Button>
        )}
        {isSameQuery(view.query, query) ? null : (
          <Button
            size="xs"
            aria-label={t('replaceNamed', { name: view.name })}
            loading={change.isBusy}
            onClick={() => void change.run({ query })}
          >
            {t('replace')}
          </Button>
        )}
        <Button
          size="xs"
          aria-label={t('deleteNamed', { name: view.name })}
          loading={drop.isBusy}
          onClick={() => void drop.run(undefined)}
        >
          {t('delete')}
        </Button>
      </div>
      {isConflict ? (
        <Conflict
          author={undefined}
          version={view.version}
          fields={[
            { name: t('name'), theirs: <bdi>{view.name}</bdi>, mine: <bdi>{wanted.name ?? view.name}</bdi> },
            {
              name: t('visible'),
              theirs: view.is_shared ? t('isShared') : t('isPrivate'),
              mine: (wanted.is_shared ?? view.is_shared) ? t('isShared') : t('isPrivate'),
            },
          ]}
          onTake={() => {
            setName(view.name);
            change.reset();
          }}
          onKeep={() => void change.run(wanted)}
        />
      ) : null}
      {failure === null ? null : <FailureNotice failure={asFailure(failure)} takesFocus />}
    </form>
  );
}
