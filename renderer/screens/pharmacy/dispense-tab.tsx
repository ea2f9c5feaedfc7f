import { IconAlertHexagon, IconArrowBackUp, IconPill } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingPatient } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { BringBackDialog } from './bring-back-dialog.tsx';
import classes from './pharmacy.module.css';
import { PrescriptionCard } from './prescription-card.tsx';
import { useStock } from './use-stock.ts';

const NONE: readonly WaitingPatient[] = [];

/** Who waits for medicines, in the order of the queue; what the desk proposes is handed out by one key. */
export function DispenseTab() {
  const { t } = useTranslation();
  const { storeId } = useStock();
  const live = useLive(storeId === '' ? null : `dispensing.waiting:${storeId}`, () => client.dispensing.waiting({ storeId }), ['stock', 'queue', 'record', 'patients']);
  const [chosenId, choose] = useState<string>();
  const patients = live.data?.patients ?? NONE;
  const chosen = patients.find(({ patient }) => patient.id === chosenId) ?? patients[0];
  const step = (by: number): void => {
    const at = patients.findIndex((each) => each === chosen);
    choose(patients[Math.max(0, Math.min(patients.length - 1, at + by))]?.patient.id);
  };
  useAction({ id: 'pharmacy.next', title: t('pharmacy.next-patient'), keys: 'Alt+ArrowDown', run: () => step(1), when: patients.length > 1 });
  useAction({ id: 'pharmacy.previous', title: t('pharmacy.previous-patient'), keys: 'Alt+ArrowUp', run: () => step(-1), when: patients.length > 1 });
  const [isBack, setBack] = useState(false);
  return (
    <div className={classes.split}>
      <Card
        title={t('pharmacy.waiting')} fill
        tools={<ActionButton variant="default" size="compact-md" action={{ id: 'pharmacy.bring-back', title: t('pharmacy.bring-back.open'), keys: 'Alt+R', run: () => setBack(true) }} icon={<IconArrowBackUp size={16} aria-hidden />} />}
      >
        {live.error !== undefined && !live.data ? <ProblemNote problem={problemOf(live.error)} /> : null}
        {live.data && patients.length === 0 ? <Empty icon={IconPill} title={t('pharmacy.nobody-waits')} hint={t('pharmacy.nobody-waits-hint')} /> : null}
        <ul className={classes.list}>
          {patients.map((each) => (
            <li key={each.patient.id}>
              <button type="button" className={classes.row} data-chosen={each === chosen || undefined} aria-pressed={each === chosen} onClick={() => choose(each.patient.id)}>
                <PatientLine patient={each.patient} />
                <span><span className={classes.token}>{each.token?.label ?? ''}</span> <span className={classes.dim}>{t('pharmacy.medicines', { count: each.prescriptions.length })}</span></span>
              </button>
            </li>
          ))}
        </ul>
      </Card>
      <section className={classes.detail} aria-label={t('pharmacy.prescriptions')}>
        {chosen ? <ForPatient key={chosen.patient.id} waiting={chosen} storeId={storeId} /> : <p className={classes.note}>{t('pharmacy.nobody-waits')}</p>}
      </section>
      {isBack ? <BringBackDialog onClose={() => setBack(false)} /> : null}
    </div>
  );
}

function ForPatient({ waiting: { patient, token, allergies, prescriptions }, storeId }: { readonly waiting: WaitingPatient; readonly storeId: string }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={classes.title}><Name>{patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{patient.number}</bdi></span> <span className={classes.token}>{token?.label}</span></h2>
      {allergies.length > 0 ? <p className={classes.bad}><IconAlertHexagon size={16} aria-hidden /> {t('patient.allergies')}: <bdi>{allergies.join(t('everywhere.comma'))}</bdi></p> : null}
      {prescriptions.map((prescription, index) => <PrescriptionCard key={prescription.id} prescription={prescription} patientId={patient.id} storeId={storeId} first={index === 0} />)}
    </>
  );
}
