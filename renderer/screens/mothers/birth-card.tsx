import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Delivery, Newborn } from '#domain/contract/mothers.ts';
import type { Patient } from '#domain/contract/patients.ts';
import { apgarMinutes } from '#domain/mothers/words.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './mothers.module.css';
import { gestationWords } from './mothers-words.ts';

interface Props {
  readonly delivery: Delivery;
  readonly mother: Patient;
  readonly mayWrite: boolean;
}

/** A birth: when, how, the Robson group with its reasons, and each newborn, who becomes a patient by one key. */
export function BirthCard({ delivery, mother, mayWrite }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayRegister = useCan()('patients.write') && mayWrite;
  const register = useCommand(async (newborn: Newborn) => {
    const name = delivery.newborns.length > 1 ? t('mothers.baby-no-of', { position: newborn.position, name: mother.name }) : t('mothers.baby-of', { name: mother.name });
    await client.mothers.registerNewborn({ newbornId: newborn.id, name, relation: t('mothers.relation') });
    toast('done', t('mothers.registered', { name }));
  });
  const remove = useCommand(() => client.mothers.removeDelivery({ deliveryId: delivery.id }));
  const next = delivery.newborns.find(({ childId, outcome }) => childId === null && !outcome.startsWith('stillbirth'));
  const { robson } = delivery;
  return (
    <Card title={`${t('mothers.birth')} · ${format.date(delivery.bornOn)} ${delivery.bornTime}`} tools={mayWrite && delivery.newborns.every(({ childId }) => childId === null) ? <Button variant="subtle" color="gray" size="compact-sm" loading={remove.busy} onClick={() => void remove.run()}>{t('mothers.remove-birth')}</Button> : undefined}>
      <p className={classes.line}>
        <strong>{t(`mothers.mode.${delivery.mode}`)}</strong>
        {[
          delivery.caesareanReason === null ? [] : t(`mothers.caesarean-reason.${delivery.caesareanReason}`), delivery.gestation === null ? [] : gestationWords(delivery.gestation, t), t(`mothers.place.${delivery.place}`),
          delivery.bloodLossMl === null ? [] : t('mothers.blood-loss', { ml: delivery.bloodLossMl }), t(`mothers.mother-outcome.${delivery.motherOutcome}`),
        ].flat().map((words) => <span key={words}> · {words}</span>)}
        {delivery.conditions.length === 0 ? null : <strong className={classes.grave}> · {delivery.conditions.map((condition) => t(`mothers.condition.${condition}`)).join(t('everywhere.comma'))}</strong>}
      </p>
      <p className={classes.line}>
        <strong>{robson.group === null ? t('mothers.robson-none') : t('mothers.robson', { group: robson.group })}</strong>{' '}
        <span className={classes.dim}>
          {Object.entries(robson.inputs).map(([input, value]) => `${t(`mothers.robson-input.${input}`)}: ${typeof value === 'number' ? value : t(`mothers.robson-word.${value}`)}`).join(' · ')}
          {robson.missing.length === 0 ? '' : ` · ${t('mothers.missing', { what: robson.missing.map((input) => t(`mothers.robson-input.${input}`)).join(t('everywhere.comma')) })}`}
        </span>
      </p>
      <ul className={classes.newborns}>
        {delivery.newborns.map((newborn) => (
          <li key={newborn.id}>
            <strong>{newborn.childName ?? t('mothers.newborn-no', { position: newborn.position })}</strong>
            <span>{t(`patients.sex.${newborn.sex}`)}</span>
            <span className={newborn.outcome === 'live' ? undefined : classes.grave}>{t(`mothers.outcome.${newborn.outcome}`)}</span>
            {newborn.weightG === null ? null : <span dir="ltr">{newborn.weightG} g</span>}
            <span dir="ltr">{apgarMinutes.flatMap((minute) => { const score = newborn.totals[minute]; return score ? [`${minute}′: ${score.total ?? '–'}`] : []; }).join(' · ')}</span>
            {newborn.childId === null ? null : <Button variant="subtle" size="compact-sm" onClick={() => navigate('patients', newborn.childId ?? '')}>{t('mothers.open-child')}</Button>}
          </li>
        ))}
      </ul>
      <ProblemNote problem={register.problem ?? remove.problem} />
      {mayRegister && next ? (
        <ActionButton
          action={{ id: 'mothers.register', title: t('mothers.register-newborn', { position: next.position }), keys: 'm', run: () => void register.run(next) }} busy={register.busy} size="compact-md"
          icon={<IconUserPlus size={16} aria-hidden />}
        />
      ) : null}
    </Card>
  );
}
