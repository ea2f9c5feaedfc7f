import { useTranslation } from 'react-i18next';
import type { Conflict } from '#domain/contract/sync.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import classes from './choices.module.css';

interface Props {
  readonly conflict: Conflict;
  readonly can: boolean;
  readonly keyed: boolean;
  readonly busy: boolean;
  readonly onLeave: () => void;
  readonly onNew: () => void;
}

/** Whose the other record is: of somebody else, of the same person, or not known on this PC. */
function sentenceOf({ record, patientName, sharedWith }: Conflict): string {
  if (sharedWith === '') return 'shared-unknown';
  return sharedWith === patientName && record !== 'patient' ? 'shared-same' : 'shared';
}

/** Two records were given one printed number: nobody is renumbered unasked, and a person may give the later one another. */
export function SharedNumber({ conflict, can, keyed, busy, onLeave, onNew }: Props) {
  const { t } = useTranslation();
  const { patientName, sharedWith } = conflict;
  const name = isolated(patientName ?? '');
  const words = { name, other: isolated(sharedWith ?? ''), value: isolated(String(conflict.choices[0]?.value ?? '')) };
  return (
    <>
      <p className={classes.shared}>{t(`sync.choices.${sentenceOf(conflict)}`, words)}</p>
      {can ? (
        <div className={classes.sharedKeys}>
          {conflict.enteredAs === 'number' ? (
            <ActionButton action={{ id: `choice.number.${conflict.id}`, title: t('sync.choices.new-number', { name }), ...(keyed ? { keys: 'Alt+O' } : {}), run: onNew }} busy={busy} size="xs" />
          ) : null}
          <ActionButton action={{ id: `choice.leave.${conflict.id}`, title: t('sync.choices.leave'), ...(keyed ? { keys: 'Alt+A' } : {}), run: onLeave }} busy={busy} size="xs" variant="default" />
        </div>
      ) : null}
    </>
  );
}
