import { Loader, NativeSelect } from '@mantine/core';
import { IconBabyCarriage, IconCalendarPlus, IconEdit, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pregnancy } from '#domain/contract/mothers.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { SectionProps } from '../chart/sections.tsx';
import { BirthForm } from './birth-form.tsx';
import { EndForm } from './end-form.tsx';
import classes from './mothers.module.css';
import { PregnancyForm } from './pregnancy-form.tsx';
import { PregnancyView } from './pregnancy-view.tsx';
import { VisitForm } from './visit-form.tsx';

type Open = { readonly kind: 'begin' | 'details' | 'birth' | 'end' } | { readonly kind: 'visit'; readonly when: 'antenatal' | 'postnatal'; readonly id?: string } | undefined;

/** A woman's pregnancies, one at a time: how it stands, its visits, its birth, and the forms that write them. spec: MAT-1 */
export function PregnancySection({ patient }: SectionProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const [open, setOpen] = useState<Open>();
  const live = useLive(`mothers.record:${patient.id}`, () => client.mothers.record({ patientId: patient.id }), ['record', 'vitals', 'clinic']);
  const mayWrite = useCan()('record.write') && !patient.archived;
  const close = (): void => setOpen(undefined);
  if (live.error !== undefined && !live.data) return <ProblemNote problem={problemOf(live.error)} />;
  if (!live.data) return <Loader size="sm" aria-label={t('patients.loading')} />;
  const { pregnancies } = live.data;
  const pregnancy = pregnancies.find(({ id }) => id === chosen) ?? pregnancies[0];
  if (open && (pregnancy || open.kind === 'begin')) return <OpenForm open={open} patientId={patient.id} pregnancy={pregnancy} onClose={close} />;
  return (
    <div className={classes.section}>
      <div className={classes.bar}>
        <Choose pregnancies={pregnancies} chosen={pregnancy?.id} onChoose={setChosen} />
        {mayWrite ? <Actions pregnancy={pregnancy} expecting={pregnancies.some(({ status }) => status === 'ongoing')} onOpen={setOpen} /> : null}
      </div>
      {pregnancy
        ? <PregnancyView key={pregnancy.id} pregnancy={pregnancy} mayWrite={mayWrite} mother={patient} onVisit={({ id, kind }) => setOpen({ kind: 'visit', when: kind, id })} />
        : <Empty icon={IconBabyCarriage} title={t('mothers.none')} hint={t('mothers.none-hint')} />}
    </div>
  );
}

interface FormProps { readonly open: NonNullable<Open>; readonly patientId: string; readonly pregnancy: Pregnancy | undefined; readonly onClose: () => void }

/** The form that was asked for, in the place of the section. */
function OpenForm({ open, patientId, pregnancy, onClose }: FormProps) {
  if (pregnancy && open.kind === 'visit') return <VisitForm pregnancy={pregnancy} kind={open.when} visit={pregnancy.visits.find(({ id }) => id === open.id)} onClose={onClose} />;
  if (pregnancy && open.kind === 'birth') return <BirthForm pregnancy={pregnancy} onClose={onClose} />;
  if (pregnancy && open.kind === 'end') return <EndForm pregnancy={pregnancy} onClose={onClose} />;
  return <PregnancyForm patientId={patientId} pregnancy={open.kind === 'details' ? pregnancy : undefined} onClose={onClose} />;
}

function Choose({ pregnancies, chosen, onChoose }: { readonly pregnancies: readonly Pregnancy[]; readonly chosen: string | undefined; readonly onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (pregnancies.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('mothers.choose')} value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      data={pregnancies.map(({ id, status, dueDate, bookedOn }) => ({ value: id, label: `${t(`mothers.status.${status}`)} · ${format.date(dueDate ?? bookedOn)}` }))}
    />
  );
}

function Actions({ pregnancy, expecting, onOpen }: { readonly pregnancy: Pregnancy | undefined; readonly expecting: boolean; readonly onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const goesOn = pregnancy?.status === 'ongoing';
  const bore = pregnancy?.status === 'delivered';
  const small = { variant: 'default', size: 'compact-md' } as const;
  return (
    <>
      {goesOn || bore ? (
        <ActionButton
          action={{ id: 'mothers.visit', title: t(goesOn ? 'mothers.visit.antenatal' : 'mothers.visit.postnatal'), keys: 'n', run: () => onOpen({ kind: 'visit', when: goesOn ? 'antenatal' : 'postnatal' }) }}
          size="compact-md" icon={<IconCalendarPlus size={16} aria-hidden />}
        />
      ) : null}
      {goesOn || bore
        ? <ActionButton action={{ id: 'mothers.birth', title: t('mothers.birth'), keys: 'b', run: () => onOpen({ kind: 'birth' }) }} {...small} icon={<IconBabyCarriage size={16} aria-hidden />} /> : null}
      {pregnancy ? <ActionButton action={{ id: 'mothers.details', title: t('mothers.details'), keys: 'd', run: () => onOpen({ kind: 'details' }) }} {...small} icon={<IconEdit size={16} aria-hidden />} /> : null}
      {goesOn ? <ActionButton action={{ id: 'mothers.end', title: t('mothers.end'), keys: 'x', run: () => onOpen({ kind: 'end' }) }} {...small} icon={<IconX size={16} aria-hidden />} /> : null}
      {expecting ? null : (
        <ActionButton
          action={{ id: 'mothers.begin', title: t('mothers.begin'), keys: 'g', run: () => onOpen({ kind: 'begin' }) }} size="compact-md" variant={pregnancy ? 'default' : 'filled'} icon={<IconPlus size={16} aria-hidden />}
        />
      )}
    </>
  );
}
