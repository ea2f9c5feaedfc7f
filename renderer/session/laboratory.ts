import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabPanelShape, LabTestShape } from '#domain/contract/lab-shapes.ts';
import { ANSWER_NAMES } from '#domain/lab/names.ts';
import { nameIn, type LabTest } from '#domain/lab/test.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCan } from './session.ts';

export interface Catalogue {
  readonly tests: readonly LabTest[];
  readonly panels: readonly LabPanelShape[];
  readonly secondPerson: boolean;
  readonly testOf: (code: string) => LabTest | undefined;
  /** Names in the language of this window. */
  readonly nameOf: (code: string) => string;
  readonly answerName: (code: string) => string;
}

const asTest = (shape: LabTestShape): LabTest => ({ ...shape, analyte: shape.analyte as LabTest['analyte'] });

/** What the laboratory offers, kept current; undefined until it was read. */
export function useLabCatalogue(): Catalogue | undefined {
  const { i18n: { language } } = useTranslation();
  const { data } = useLive('laboratory.catalogue', () => client.laboratory.catalogue({}), ['lab']);
  return useMemo(() => {
    if (!data) return undefined;
    const tests = data.tests.map(asTest);
    const byCode = new Map(tests.map((test) => [test.code, test]));
    return {
      tests, panels: data.panels, secondPerson: data.settings.secondPerson, testOf: (code: string) => byCode.get(code),
      nameOf: (code: string) => nameIn(byCode.get(code)?.names ?? { en: code }, language),
      answerName: (code: string) => nameIn(ANSWER_NAMES[code] ?? { en: code }, language),
    };
  }, [data, language]);
}

/** What the laboratory offers, as it is stored; undefined until it was read, and for those who may not. */
export function useLabTests(): readonly LabTestShape[] | undefined {
  const may = useCan()('lab.read');
  return useLive(may ? 'laboratory.catalogue' : null, () => client.laboratory.catalogue({}), ['lab']).data?.tests;
}
