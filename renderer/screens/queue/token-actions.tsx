import {
  IconArrowBackUp, IconArrowRight, IconCheck, IconFlag, IconHeartbeat, IconMicrophone2, IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward, IconUserOff, type Icon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { tokenRules, type TokenAction } from '#domain/queue/state.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useCallCommands } from '#renderer/session/calling.ts';
import { useCan } from '#renderer/session/session.ts';
import { PriorityDialog } from './priority-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { takeVitals } from './open-row.ts';
import { useTokenCommands } from './token-commands.ts';
import classes from './queue-screen.module.css';

interface Props {
  readonly entry: QueueEntry | undefined;
  readonly onDone: (entry: QueueEntry) => void;
}

interface Step {
  readonly id: string;
  readonly keys: string;
  readonly picture: Icon;
  /** Points to where the language goes. */
  readonly flips?: boolean;
  readonly allowed: boolean;
  readonly run: (entry: QueueEntry) => void;
}

/** Every step of the marked token, each with its letter; those that make no sense now are greyed out. */
export function TokenActions({ entry, onDone }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const [asking, setAsking] = useState<'transfer' | 'priority'>();
  const { call } = useCallCommands();
  const commands = useTokenCommands(onDone);
  const fits = (action: TokenAction): boolean => entry !== undefined && tokenRules[action].from.includes(entry.status);
  const close = (): void => setAsking(undefined);
  const again = entry?.status === 'called' || entry?.status === 'serving';
  const steps: readonly Step[] = [
    { id: again ? 'recall' : 'call', keys: 'c', picture: IconMicrophone2, allowed: fits('call'), run: (token) => call(token.id) },
    { id: 'start', keys: 'b', picture: IconPlayerPlay, allowed: fits('start'), run: (token) => commands.step(token, 'start') },
    { id: 'finish', keys: 'f', picture: IconCheck, allowed: fits('finish'), run: (token) => commands.step(token, 'finish') },
    { id: 'skip', keys: 's', picture: IconPlayerSkipForward, allowed: fits('skip'), run: (token) => commands.step(token, 'skip') },
    { id: 'hold', keys: 'h', picture: IconPlayerPause, allowed: fits('hold'), run: (token) => commands.step(token, 'hold') },
    { id: 'resume', keys: 'r', picture: IconPlayerPlay, allowed: fits('resume'), run: (token) => commands.step(token, 'resume') },
    { id: 'no-show', keys: 'n', picture: IconUserOff, allowed: fits('no-show'), run: (token) => commands.step(token, 'noShow') },
    { id: 'transfer', keys: 't', picture: IconArrowRight, flips: true, allowed: fits('transfer'), run: () => setAsking('transfer') },
    { id: 'priority', keys: 'p', picture: IconFlag, allowed: fits('prioritise') && can('queue.issue'), run: () => setAsking('priority') },
    { id: 'undo', keys: 'u', picture: IconArrowBackUp, allowed: entry?.undoable === true, run: (token) => commands.step(token, 'undo') },
  ];
  return (
    <div className={classes.actions} data-foot role="group" aria-label={t('queue.steps', { label: entry?.label ?? '' })}>
      <span className={classes.marked} dir="ltr">{entry?.label ?? '–'}</span>
      {steps.map(({ id, keys, picture: Picture, flips, allowed, run }) => (
        <ActionButton
          key={keys} size="compact-sm" label={t(`queue.step.${id}`)} about={entry?.label ?? ''} variant={keys === 'c' ? 'filled' : 'default'} icon={<Picture size={16} aria-hidden {...(flips ? { className: 'db-flip' } : {})} />}
          action={{ id: `queue.step.${keys}`, title: t('queue.step-of', { step: t(`queue.step.${id}`), label: entry?.label ?? '' }), keys, when: allowed, run: () => { if (entry) run(entry); } }}
        />
      ))}
      {can('vitals.write') ? <VitalsButton entry={entry} /> : null}
      {entry ? (
        <>
          <TransferDialog opened={asking === 'transfer'} entry={entry} onClose={close} onChoose={(serviceId) => { close(); commands.transfer(entry, serviceId); }} />
          <PriorityDialog opened={asking === 'priority'} entry={entry} onClose={close} onChoose={(priority) => { close(); commands.prioritise(entry, priority); }} />
        </>
      ) : null}
    </div>
  );
}

/** From the row to the vital signs of whom it is about. */
function VitalsButton({ entry }: Pick<Props, 'entry'>) {
  const { t } = useTranslation();
  const label = entry?.label ?? '';
  return (
    <ActionButton
      size="compact-sm" variant="default" label={t('queue.step.vitals')} about={label} icon={<IconHeartbeat size={16} aria-hidden />}
      action={{
        id: 'queue.vitals', title: t('queue.step-of', { step: t('vitals.take'), label }), keys: 'v', when: entry !== undefined && !entry.patient.archived,
        run: () => { if (entry) takeVitals(entry); },
      }}
    />
  );
}
