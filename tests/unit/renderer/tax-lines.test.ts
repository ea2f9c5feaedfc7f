import { describe, expect, test } from 'vitest';
import { readTaxLine, taxLine } from '#renderer/screens/settings/prices/tax-lines.ts';

const vat = { code: 'VAT', name: 'VAT', rate: 1600, included: false };

// spec: BIL-1
describe('a tax on a line', () => {
  test('is written and read in the words of the language', () => {
    for (const word of ['included', 'incluido', 'مشمولة']) {
      for (const tax of [vat, { ...vat, included: true }, { code: 'Impuesto general al ', name: 'Impuesto general al consumo', rate: 750, included: true }]) expect(readTaxLine(taxLine(tax, word), word)).toEqual(tax);
    }
    expect(taxLine({ ...vat, included: true }, 'incluido')).toBe('VAT 16 incluido');
  });

  test.each([
    ['IVA 16 incluido', { name: 'IVA', rate: 1600, included: true }], ['IVA 16 included', { name: 'IVA', rate: 1600, included: true }], ['IVA 10,5 %', { name: 'IVA', rate: 1050, included: false }],
    ['IVA 16% Incluido', { name: 'IVA', rate: 1600, included: true }], ['IVA % 4', { name: 'IVA', rate: 400, included: false }], ['IVA ١٦', { name: 'IVA', rate: 1600, included: false }],
  ])('%s', (line, tax) => {
    expect(readTaxLine(line, 'incluido')).toMatchObject(tax);
  });

  test.each(['IVA', '16', 'IVA incluido', 'IVA 16 extra', 'IVA 100', 'incluido'])('%s is none', (line) => {
    expect(readTaxLine(line, 'incluido')).toBeUndefined();
  });
});
