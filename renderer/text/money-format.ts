import { decimalsOf } from '#domain/kit/money.ts';

/** Amounts as this language writes them, with the currency's code: a sign like `$` is that of many. Takes exact decimal text. */
export function moneyFormat(language: string, currency: string): Intl.NumberFormat {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat(`${language}-u-nu-latn`, { style: 'currency', currency, currencyDisplay: 'code', minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
