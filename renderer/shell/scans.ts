import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { listenForScans } from '#renderer/parts/scanner.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { openPatient } from '#renderer/session/open-patient.ts';
import { scanTarget, wantsPack } from '#renderer/session/scan-target.ts';
import { openSpecimen } from '#renderer/session/open-specimen.ts';
import { readBarcode } from '#domain/stock/barcode.ts';
import { formatSpecimenNumber, parseSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { formatPatientNumber, parsePatientNumber } from '#domain/patients/number.ts';

/** A card, wristband or label read by a scanner opens its patient, wherever the focus is, or answers the question that is open. */
export function useScans(): void {
  const { t } = useTranslation();
  useEffect(() => listenForScans((code) => {
    // Specimen labels carry another letter and a check digit of their own: they open where their results are typed.
    const specimen = parseSpecimenNumber(code);
    if (specimen.ok) {
      openSpecimen(formatSpecimenNumber(specimen.value), (number) => toast('info', t('shell.scan-unknown', { number })), () => toast('danger', t('shell.scan-failed')));
      return true;
    }
    const read = parsePatientNumber(code);
    // Check digits tell our codes from what people type and from other barcodes.
    if (!read.ok) {
      const pack = readBarcode(code);
      return pack !== undefined && wantsPack(pack);
    }
    const number = formatPatientNumber(read.value);
    client.patients.search({ text: number, limit: 1 }).then(({ patients }) => {
      const [patient] = patients;
      const take = scanTarget();
      if (patient && take) take(patient);
      else if (patient) openPatient(patient.id);
      else toast('info', t('shell.scan-unknown', { number }));
    }).catch(() => toast('danger', t('shell.scan-failed')));
    return true;
  }), [t]);
}
