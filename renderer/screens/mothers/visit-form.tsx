import { useTranslation } from 'react-i18next';
import type { MaternityVisit, Pregnancy } from '#domain/contract/mothers.ts';
import { nextAntenatalDay } from '#domain/mothers/contacts.ts';
import { gestationDays } from '#domain/mothers/dating.ts';
import { antenatalDangers, contraceptions, feedings, newbornDangers, postnatalDangers, presentations, urineAmounts } from '#domain/mothers/words.ts';
import { isCalendarDate } from '#domain/kit/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { Box, Boxes, Pick, Ticks } from './form-boxes.tsx';
import { FormFrame } from './form-frame.tsx';
import { confirmations, errorOf, gestationWords, typedOf, wholeOf, urineKey } from './mothers-words.ts';
import { useKeptForm } from './use-kept-form.ts';
import { entriesOf, measuresFor, typedMeasures, type MeasureBox } from './visit-measures.ts';

interface Props {
  readonly pregnancy: Pregnancy;
  readonly kind: 'antenatal' | 'postnatal';
  /** Undefined for a new one. */
  readonly visit: MaternityVisit | undefined;
  readonly onClose: () => void;
}

type Dangers = MaternityVisit['dangers'];

interface Typed {
  readonly visitedOn: string; readonly measures: Readonly<Record<string, string>>; readonly urineProtein: string | null; readonly urineGlucose: string | null;
  readonly presentation: MaternityVisit['presentation']; readonly dangers: Dangers; readonly tetanusDose: string; readonly ironDays: string; readonly feeding: MaternityVisit['feeding'];
  readonly contraception: MaternityVisit['contraception']; readonly note: string; readonly nextOn: string;
  readonly children: Readonly<Record<string, { readonly weight: string; readonly dangers: readonly string[] }>>;
}

function emptyVisit({ pregnancy, kind }: Props, today: string): Typed {
  return {
    visitedOn: today, measures: {}, urineProtein: null, urineGlucose: null, presentation: null, dangers: [], tetanusDose: '', ironDays: '', feeding: null, contraception: null, note: '',
    nextOn: kind === 'antenatal' ? nextAntenatalDay(pregnancy.dueDate, today) : '', children: {},
  };
}

const typedVisit = (visit: MaternityVisit, boxes: readonly MeasureBox[]): Typed => ({
  visitedOn: visit.visitedOn, measures: typedMeasures(boxes, visit), urineProtein: visit.values['urine-protein']?.text ?? null, urineGlucose: visit.values['urine-glucose']?.text ?? null,
  presentation: visit.presentation, dangers: visit.dangers, tetanusDose: typedOf(visit.tetanusDose), ironDays: typedOf(visit.ironDays), feeding: visit.feeding, contraception: visit.contraception,
  note: visit.note ?? '', nextOn: visit.nextOn ?? '', children: Object.fromEntries(visit.children.map(({ newbornId, dangers }) => [newbornId, { weight: '', dangers }])),
});

/** A visit before the birth or after it; its numbers go into the chart. spec: MAT-1 */
export function VisitForm(props: Props) {
  const { pregnancy, kind, visit, onClose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.today(useNow());
  const settings = useClinicSettings();
  const boxes = measuresFor(kind, settings);
  const form = useKeptForm(`mothers:${kind}:${visit?.id ?? pregnancy.id}`, visit ? typedVisit(visit, boxes) : emptyVisit(props, today));
  const { values, set } = form;
  const living = (pregnancy.delivery?.newborns ?? []).filter(({ outcome }) => outcome === 'live');
  const save = useCommand(async (confirmed: string[]) => {
    await client.mothers.saveVisit({
      pregnancyId: pregnancy.id, kind, visitedOn: values.visitedOn, entries: entriesOf(boxes, values.measures), urineProtein: values.urineProtein as (typeof urineAmounts)[number] | null,
      urineGlucose: values.urineGlucose as (typeof urineAmounts)[number] | null, presentation: values.presentation, dangers: values.dangers, tetanusDose: wholeOf(values.tetanusDose), ironDays: wholeOf(values.ironDays),
      children: kind === 'antenatal' ? [] : living.map(({ id }) => ({ newbornId: id, dangers: [...(values.children[id]?.dangers ?? [])] as (typeof newbornDangers)[number][], entries: childEntries(values.children[id]?.weight ?? '') })),
      feeding: values.feeding, contraception: values.contraception, nextOn: values.nextOn === '' ? null : values.nextOn, note: values.note === '' ? null : values.note,
      confirmed, ...(visit ? { visitId: visit.id, version: visit.version } : {}),
    });
    form.forget();
    toast('done', t('mothers.saved'));
    onClose();
  });
  const remove = useCommand(async (visitId: string) => {
    await client.mothers.removeVisit({ visitId });
    form.forget();
    toast('done', t('mothers.removed'));
    onClose();
  });
  const error = (field: string): string | undefined => errorOf(save.problem, field, t);
  const gestation = kind === 'antenatal' && isCalendarDate(values.visitedOn) ? gestationDays(pregnancy.dueDate, values.visitedOn) : null;
  return (
    <FormFrame
      title={t(`mothers.visit.${kind}`)} about={gestation === null ? undefined : t('mothers.at-weeks', { weeks: gestationWords(gestation, t) })} busy={save.busy} problem={save.problem ?? remove.problem}
      restoredAt={form.restoredAt} onForget={form.forget} onClose={onClose} onSave={() => void save.run(confirmations(save.problem))}
      removal={visit && { title: t('mothers.remove-visit'), busy: remove.busy, run: () => void remove.run(visit.id) }}
    >
      <Boxes title={t('mothers.measures')}>
        <Box label={t('mothers.field.visitedOn')} value={values.visitedOn} onChange={(visitedOn) => set({ visitedOn })} kind="date" error={error('visitedOn')} autoFocus />
        {boxes.map(({ code, label }) => (
          <Box
            key={code} label={t(`vitals.sign.${code}`)} value={values.measures[code] ?? ''} unit={label} onChange={(typed) => set({ measures: { ...values.measures, [code]: typed } })}
            error={error(code) ?? (code === 'blood-pressure' ? error('systolic') ?? error('diastolic') : undefined)}
          />
        ))}
        {kind === 'antenatal' ? (
          <>
            <Pick label={t('vitals.sign.urine-protein')} value={values.urineProtein} from={urineAmounts as readonly string[]} name={(word) => t(`mothers.urine.${urineKey(word)}`)} onChange={(urineProtein) => set({ urineProtein })} />
            <Pick label={t('vitals.sign.urine-glucose')} value={values.urineGlucose} from={urineAmounts as readonly string[]} name={(word) => t(`mothers.urine.${urineKey(word)}`)} onChange={(urineGlucose) => set({ urineGlucose })} />
            <Pick label={t('mothers.field.presentation')} value={values.presentation} from={presentations} name={(word) => t(`mothers.presentation.${word}`)} onChange={(presentation) => set({ presentation })} />
          </>
        ) : null}
      </Boxes>
      <Ticks<Dangers[number]> title={t('mothers.dangers')} from={kind === 'antenatal' ? antenatalDangers : postnatalDangers} ticked={values.dangers} name={(word) => t(`mothers.danger.${word}`)} onChange={(dangers) => set({ dangers })} />
      {kind === 'postnatal' ? living.map((newborn) => (
        <Boxes key={newborn.id} title={newborn.childName ?? t('mothers.newborn-no', { position: newborn.position })} wide>
          {newborn.childId === null ? null : (
            <Box
              label={t('vitals.sign.weight')} unit="g" value={values.children[newborn.id]?.weight ?? ''} error={error(`${newborn.id}.weight`)}
              onChange={(weight) => set({ children: { ...values.children, [newborn.id]: { dangers: values.children[newborn.id]?.dangers ?? [], weight } } })}
            />
          )}
          <Ticks
            title={t('mothers.dangers-child')} from={newbornDangers as readonly string[]} ticked={values.children[newborn.id]?.dangers ?? []} name={(word) => t(`mothers.child-danger.${word}`)}
            onChange={(dangers) => set({ children: { ...values.children, [newborn.id]: { weight: values.children[newborn.id]?.weight ?? '', dangers } } })}
          />
        </Boxes>
      )) : null}
      <Boxes title={t('mothers.care')}>
        {kind === 'antenatal' ? (
          <>
            <Box label={t('mothers.field.tetanusDose')} value={values.tetanusDose} onChange={(tetanusDose) => set({ tetanusDose })} error={error('tetanusDose')} />
            <Box label={t('mothers.field.ironDays')} value={values.ironDays} unit={t('mothers.days')} onChange={(ironDays) => set({ ironDays })} error={error('ironDays')} />
          </>
        ) : (
          <>
            <Pick label={t('mothers.field.feeding')} value={values.feeding} from={feedings} name={(word) => t(`mothers.feeding.${word}`)} onChange={(feeding) => set({ feeding })} />
            <Pick label={t('mothers.field.contraception')} value={values.contraception} from={contraceptions} name={(word) => t(`mothers.contraception.${word}`)} onChange={(contraception) => set({ contraception })} />
          </>
        )}
        <Box label={t('mothers.field.nextOn')} value={values.nextOn} kind="date" lean="ahead" onChange={(nextOn) => set({ nextOn })} error={error('nextOn')} />
        <Box label={t('mothers.field.note')} value={values.note} kind="text" onChange={(note) => set({ note })} />
      </Boxes>
    </FormFrame>
  );
}

const childEntries = (grams: string) => (grams.trim() === '' ? [] : [{ code: 'weight', typed: grams.trim(), unit: 'g' }]);
