import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pregnancy } from '#domain/contract/mothers.ts';
import { endKinds } from '#domain/mothers/words.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { Box, Boxes, Pick } from './form-boxes.tsx';
import { FormFrame } from './form-frame.tsx';
import { errorOf } from './mothers-words.ts';

/** A pregnancy that ended without a birth. */
export function EndForm({ pregnancy, onClose }: { readonly pregnancy: Pregnancy; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const today = useFormat().today(useNow());
  const [values, setValues] = useState({ endedOn: pregnancy.endedOn ?? today, endKind: pregnancy.endKind ?? 'miscarriage', endNote: pregnancy.endNote ?? '' });
  const save = useCommand(async () => {
    await client.mothers.endPregnancy({ pregnancyId: pregnancy.id, ...values, endNote: values.endNote === '' ? null : values.endNote });
    toast('done', t('mothers.saved'));
    onClose();
  });
  return (
    <FormFrame title={t('mothers.end')} busy={save.busy} problem={save.problem} restoredAt={null} onForget={() => undefined} onClose={onClose} onSave={() => void save.run()}>
      <Boxes title={t('mothers.end')}>
        <Box label={t('mothers.field.endedOn')} value={values.endedOn} kind="date" autoFocus error={errorOf(save.problem, 'endedOn', t)} onChange={(endedOn) => setValues({ ...values, endedOn })} />
        <Pick label={t('mothers.field.endKind')} value={values.endKind} from={endKinds} name={(word) => t(`mothers.end-kind.${word}`)} needed onChange={(kind) => setValues({ ...values, endKind: kind ?? 'other' })} />
        <Box label={t('mothers.field.note')} value={values.endNote} kind="text" onChange={(endNote) => setValues({ ...values, endNote })} />
      </Boxes>
    </FormFrame>
  );
}
