import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PayerShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { Group } from '../parts/page.tsx';
import page from '../parts/page.module.css';

const NOBODY = { id: undefined as string | undefined, name: '', code: '', share: '' };

/** Insurers and others who pay a part: a click takes one into the boxes. */
export function PayerList({ payers }: { readonly payers: readonly PayerShape[] }) {
  const { t } = useTranslation();
  const [boxes, setBoxes] = useState(NOBODY);
  const share = /^\d{1,3}([.,]\d{1,2})?$/.test(boxes.share.trim()) ? Math.round(Number(boxes.share.replace(',', '.')) * 100) : undefined;
  const save = useCommand(async () => {
    if (share === undefined || share > 10_000) return;
    await client.billing.savePayer({ ...(boxes.id === undefined ? {} : { id: boxes.id }), name: boxes.name, code: boxes.code, share, active: true });
    setBoxes(NOBODY);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save.run();
  };
  const box = (field: 'name' | 'code' | 'share', label: string) => <TextInput label={label} value={boxes[field]} maxLength={100} onChange={(event) => setBoxes({ ...boxes, [field]: event.currentTarget.value })} />;
  return (
    <form onSubmit={submit}>
      <Group title={t('prices.payers')}>
        {payers.length === 0 ? null : <div className={page.last}>
          {payers.map((payer) => (
            <Button key={payer.id} variant="default" size="compact-md" me={8} mb={8} onClick={() => setBoxes({ id: payer.id, name: payer.name, code: payer.code, share: String(payer.share / 100) })}>
              {t('prices.payer-line', { name: payer.name, share: payer.share / 100 })}
            </Button>
          ))}
        </div>}
        {box('name', t('prices.payer-name'))}
        {box('code', t('prices.payer-code'))}
        {box('share', t('prices.payer-share'))}
        <div className={page.last}>
          <ProblemNote problem={save.problem} />
          <Button type="submit" variant="default" loading={save.busy} disabled={share === undefined || boxes.name.trim() === ''}>{t('prices.save-payer')}</Button>
        </div>
      </Group>
    </form>
  );
}
