import { NumberInput } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmLimits, StayView } from '#domain/contract/bedside.ts';
import { shownValue } from '#domain/record/shown-value.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { unitOfCode } from '../measure-units.ts';
import { measureName } from '../measure-words.ts';
import { useUnits } from '../use-units.ts';
import { changedLimits, limitToStore, limitIsOrdered } from './limits.ts';
import classes from './panel.module.css';

type Typed = Readonly<Record<string, Readonly<Partial<Record<'low' | 'high', number | null>>>>>;

/** Below and above which it rings. An empty box is no limit. */
export function LimitsForm({ stay }: { readonly stay: StayView }) {
  const { t } = useTranslation();
  const write = useCan()('bedside.write');
  const units = useUnits();
  const [typed, setTyped] = useState<Typed>({});
  const save = useCommand(async (limits: AlarmLimits) => {
    await client.bedside.setLimits({ stayId: stay.id, limits });
    setTyped({});
    toast('done', t('bedside.limits-saved'));
  });
  const codes = [...new Set([...Object.keys(stay.limits), ...stay.values.map(({ code }) => code)])].filter((code) => code !== 'cuff-pressure');
  const next = changedLimits(stay.limits, typed);
  const isOrdered = Object.values(next).every(limitIsOrdered);
  const dirty = Object.keys(typed).length > 0;
  return (
    <section className={classes.part}>
      <h3 className={classes.small}>{t('bedside.limits')}</h3>
      <div className={classes.limits}>
        {codes.map((code) => (
          <fieldset key={code} className={classes.limit} disabled={!write}>
            <legend>{measureName(code, t)} <small dir="ltr">{shownValue(code, 0, unitOfCode(code), units).unit}</small></legend>
            {(['low', 'high'] as const).map((side) => {
              const stored = next[code]?.[side] ?? null;
              return (
                <NumberInput
                  key={side} size="sm" hideControls label={t(`bedside.limit-${side}`)} aria-label={t(`bedside.limit-${side}-of`, { name: measureName(code, t) })} decimalScale={1}
                  value={stored === null ? '' : shownValue(code, stored, unitOfCode(code), units).value}
                  onChange={(value) => setTyped({ ...typed, [code]: { ...typed[code], [side]: typeof value === 'number' ? limitToStore(code, value, units) : null } })}
                />
              );
            })}
          </fieldset>
        ))}
      </div>
      {isOrdered ? null : <p role="alert" className={classes.confirm}>{t('bedside.limits-crossed')}</p>}
      <ProblemNote problem={save.problem} />
      {write ? (
        <ActionButton
          size="compact-md" busy={save.busy} icon={<IconDeviceFloppy size={18} aria-hidden />}
          action={{ id: 'bedside.save-limits', title: t('bedside.save-limits'), keys: 'Ctrl+S', when: dirty && isOrdered, run: () => { void save.run(next); } }}
        />
      ) : null}
    </section>
  );
}
