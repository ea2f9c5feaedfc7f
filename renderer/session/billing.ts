import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalsOf, decimalText, MOST_MONEY, readMoney, type Money, type MoneyIssue } from '#domain/kit/money.ts';
import type { BillingSettingsShape, PayerShape, PriceShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { moneyFormat } from '#renderer/text/money-format.ts';

export interface BillingSetup { readonly settings: BillingSettingsShape; readonly payers: readonly PayerShape[]; readonly prices: readonly PriceShape[] }

/** Prices, payers and how the clinic takes money; undefined until they are read. */
export const useBillingSetup = (): BillingSetup | undefined => useLive('billing.setup', () => client.billing.setup({}), ['clinic', 'billing']).data;

export interface MoneyWords {
  /** As the language writes it, with the currency. */
  readonly show: (amount: Money) => string;
  /** Digits and a point, as it is typed. */
  readonly type: (amount: Money) => string;
  /** Undefined for what is no amount of this currency. */
  readonly read: (typed: string) => Money | undefined;
  /** What is wrong with what is no amount. */
  readonly issueOf: (typed: string) => MoneyIssue | undefined;
}

/** Amounts of a currency for the person who looks at this window. */
export function useMoney(currency: string): MoneyWords {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const decimals = decimalsOf(currency);
    const format = moneyFormat(i18n.language, currency);
    return {
      show: (amount) => format.format(Number(decimalText(amount, decimals))), type: (amount) => decimalText(amount, decimals),
      read: (typed) => {
        const read = readMoney(typed, decimals, MOST_MONEY);
        return read.ok ? read.value : undefined;
      },
      issueOf: (typed) => {
        const read = readMoney(typed, decimals, MOST_MONEY);
        return read.ok ? undefined : read.error;
      },
    };
  }, [currency, i18n.language]);
}
