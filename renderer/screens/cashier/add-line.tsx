import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Account, PriceShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { SuggestBox } from '#renderer/parts/suggest-box.tsx';
import { useSuggestions } from '#renderer/parts/suggestions.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useMoney, type BillingSetup } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';

const MOST_SHOWN = 8;

/** `3 x dressing` as how many of what. */
function counted(text: string): { readonly quantity: number; readonly words: string } {
  const match = /^(\d{1,5})\s*[x×*]?\s+(.+)$/i.exec(text.trim());
  return match ? { quantity: Math.max(1, Number(match[1])), words: match[2] ?? '' } : { quantity: 1, words: text.trim() };
}

/** One box for everything that is put on a bill: a word of the price list, or any words with an amount behind them. */
export function AddLine({ account, setup }: { readonly account: z.infer<typeof Account>; readonly setup: BillingSetup }) {
  const { t } = useTranslation();
  const money = useMoney(setup.settings.currency);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const may = useCan()('billing.charge');
  const patientId = account.patient.id;
  const find = (typed: string): Promise<readonly PriceShape[]> => {
    const words = counted(typed).words.toLowerCase();
    const fits = ({ active, name, code }: PriceShape): boolean => active && (code.toLowerCase() === words || name.toLowerCase().includes(words));
    const once = new Map(setup.prices.filter(fits).map((price) => [price.itemKey, price]));
    return Promise.resolve([...once.values()].slice(0, MOST_SHOWN));
  };
  const suggestions = useSuggestions(text, setText, find);
  const add = useCommand(async (price: PriceShape) => {
    await client.billing.addLine({ patientId, priceId: price.id, quantity: counted(text).quantity });
    setText('');
  });
  const addWords = useCommand(async (typed: string) => {
    const { quantity, words } = counted(typed);
    const match = /^(.*\D)\s+(\S+)$/.exec(words);
    const amount = match ? money.read(match[2] ?? '') : undefined;
    if (!match || amount === undefined) {
      toast('info', t('billing.type-amount'));
      return;
    }
    await client.billing.addLine({ patientId, title: match[1] ?? '', amount, quantity });
    setText('');
  });
  useAction({ id: 'cashier.add', title: t('billing.add-line'), keys: 'a', run: () => input.current?.focus(), when: may });
  if (!may) return null;
  return (
    <div>
      <SuggestBox
        label={t('billing.add-line')} placeholder={t('billing.add-hint')} suggestions={suggestions} input={input} keys="a" keyOf={({ id }) => id}
        show={({ name, amount }) => <><bdi>{name}</bdi> <bdi dir="ltr">{money.show(amount)}</bdi></>} onPick={(price) => void add.run(price)} onTyped={(typed) => void addWords.run(typed)}
        typedLabel={(typed) => t('billing.add-typed', { text: typed })} count={(count) => t('billing.found', { count })}
      />
      <ProblemNote problem={add.problem ?? addWords.problem} />
    </div>
  );
}
