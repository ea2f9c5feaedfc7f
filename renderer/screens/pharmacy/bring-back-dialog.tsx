import { Button, Radio, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dispensing } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { PatientBox } from '#renderer/screens/calendar/patient-box.tsx';
import { elsewhere, useFieldError } from '#renderer/screens/settings/parts/field-error.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './pharmacy.module.css';
import { useStockWords } from './use-stock.ts';

interface Person { readonly id: string; readonly name: string }
interface Props {
  /** Whose medicines come back; asked for where nobody is named. */
  readonly patient?: Person | undefined;
  readonly onClose: () => void;
}

const NONE: readonly Dispensing[] = [];

/** What a patient brings back: of which dispensing, how much, why, and whether it goes to the shelf or is thrown away. */
export function BringBackDialog({ patient: named, onClose }: Props) {
  const { t } = useTranslation();
  const [patient, setPatient] = useState(named);
  return (
    <Dialog opened onClose={onClose} title={t('pharmacy.bring-back.title')} size="lg">
      {patient ? <OfPatient patient={patient} onClose={onClose} /> : (
        <div className={classes.ask}><PatientBox label={t('pharmacy.bring-back.whose')} onPick={setPatient} onTyped={() => undefined} typedLabel={(name) => t('pharmacy.bring-back.nobody', { name })} /></div>
      )}
    </Dialog>
  );
}

function OfPatient({ patient, onClose }: { readonly patient: Person; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const live = useLive(`dispensing.of:${patient.id}`, () => client.dispensing.ofPatient({ patientId: patient.id }), ['stock']);
  const [chosenId, choose] = useState<string>();
  const kept = (live.data?.dispensings ?? NONE).filter(({ net }) => net > 0);
  const chosen = kept.find(({ id }) => id === chosenId) ?? kept[0];
  return (
    <div className={classes.ask}>
      <p className={classes.title}><Name>{patient.name}</Name></p>
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {live.data && kept.length === 0 ? <p className={classes.note}>{t('pharmacy.bring-back.nothing')}</p> : null}
      {chosen ? <BackForm dispensings={kept} chosen={chosen} onChoose={choose} onClose={onClose} /> : null}
    </div>
  );
}

interface FormProps { readonly dispensings: readonly Dispensing[]; readonly chosen: Dispensing; readonly onChoose: (id: string) => void; readonly onClose: () => void }

function BackForm({ dispensings, chosen, onChoose, onClose }: FormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useStockWords();
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const [where, setWhere] = useState<'stock' | 'destroyed'>('destroyed');
  const back = useCommand(async () => {
    await client.dispensing.takeBack({ dispensingId: chosen.id, quantity, reason, destroyed: where === 'destroyed' });
    toast('done', t('pharmacy.bring-back.done'));
    onClose();
  });
  const errorOf = useFieldError(back.problem);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void back.run();
  };
  return (
    <form className={classes.ask} onSubmit={submit} noValidate>
      <Radio.Group label={t('pharmacy.bring-back.which')} value={chosen.id} onChange={onChoose}>
        <div className={classes.choices}>
          {dispensings.map((each) => <Radio key={each.id} value={each.id} label={<><bdi>{each.itemName}</bdi> · {words.quantity(each.net, each)} <span className={classes.dim}>{format.dateTime(each.at, now)}</span></>} />)}
        </div>
      </Radio.Group>
      <TextInput data-autofocus autoFocus label={t('pharmacy.bring-back.how-much')} placeholder={words.quantity(chosen.net, chosen)} value={quantity} maxLength={60} autoComplete="off" error={errorOf('quantity')} onChange={(event) => setQuantity(event.currentTarget.value)} />
      <Radio.Group label={t('pharmacy.bring-back.where')} value={where} onChange={(value) => setWhere(value === 'stock' ? 'stock' : 'destroyed')}>
        <div className={classes.choices}>
          <Radio value="destroyed" label={t('pharmacy.bring-back.destroyed')} />
          <Radio value="stock" label={t('pharmacy.bring-back.stock')} />
        </div>
      </Radio.Group>
      <TextInput label={t('pharmacy.reason')} value={reason} maxLength={400} dir="auto" error={errorOf('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
      <ProblemNote problem={elsewhere(back.problem, ['quantity', 'reason'])} />
      <Button type="submit" loading={back.busy}>{t('pharmacy.bring-back.do')}</Button>
    </form>
  );
}
