import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bed } from '#domain/contract/bedside.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import classes from './give.module.css';
import { PatientChoice } from './patient-choice.tsx';

/** What is given: a device that is known, or one just recognised, which is remembered first. */
export interface Gift {
  readonly name: string;
  /** Whose it is now; null while nobody has it. */
  readonly heldBy: string | null;
  readonly deviceId: () => Promise<string>;
}

interface Props {
  readonly gift: Gift | undefined;
  readonly beds: readonly Bed[];
  readonly onClose: () => void;
  readonly onGiven: (stayId: string) => void;
}

/** Gives a device to a patient: the key on its tile, then Enter. Asks when somebody else has it. spec: VIT-4 */
export function GiveDialog({ gift, beds, onClose, onGiven }: Props) {
  const { t } = useTranslation();
  const title = gift ? t(gift.heldBy === null ? 'bedside.give-title' : 'bedside.hand-title', { name: isolated(gift.name) }) : '';
  return (
    <Dialog opened={gift !== undefined} onClose={onClose} title={title} size="lg">
      {gift ? <Giving gift={gift} beds={beds} onClose={onClose} onGiven={onGiven} /> : null}
    </Dialog>
  );
}

function Giving({ gift, beds, onClose, onGiven }: Omit<Props, 'gift'> & { readonly gift: Gift }) {
  const { t } = useTranslation();
  const [bedId, setBedId] = useState('');
  const [taking, setTaking] = useState<{ patient: PatientBrief; tokenId: string | undefined }>();
  const give = useCommand(async (patient: PatientBrief, tokenId: string | undefined, takeOver: boolean) => {
    const deviceId = await gift.deviceId();
    const stay = await client.bedside.assign({ deviceId, patientId: patient.id, bedId: bedId === '' ? null : bedId, takeOver, ...(tokenId === undefined ? {} : { tokenId }) });
    toast('done', t('bedside.given', { device: isolated(gift.name), name: isolated(patient.name) }));
    onClose();
    onGiven(stay.id);
  });
  const choose = (patient: PatientBrief, tokenId: string | undefined): void => {
    if (gift.heldBy === null) void give.run(patient, tokenId, false);
    else setTaking({ patient, tokenId });
  };
  if (taking) {
    return (
      <div className={classes.question}>
        <p>{t('bedside.take-over', { device: isolated(gift.name), from: isolated(gift.heldBy ?? ''), to: isolated(taking.patient.name) })}</p>
        <ProblemNote problem={give.problem} />
        <ActionButton
          autoFocus busy={give.busy}
          action={{ id: 'bedside.take-over', title: t('bedside.hand-over'), keys: 'Enter', run: () => { void give.run(taking.patient, taking.tokenId, true); } }}
        />
      </div>
    );
  }
  return (
    <div className={classes.giving}>
      <ProblemNote problem={give.problem} />
      <PatientChoice onChoose={choose} />
      {beds.length === 0 ? null : (
        <NativeSelect
          label={t('bedside.bed')} value={bedId} onChange={(event) => setBedId(event.currentTarget.value)}
          data={[{ value: '', label: t('bedside.no-bed') }, ...beds.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
    </div>
  );
}
