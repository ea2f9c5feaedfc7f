import { blankBitmap, setDot } from '#domain/printing/bitmap.ts';
import type { PatientCard, PatientCardLabels, PrintDocument, TokenSlip, TokenSlipLabels } from '#domain/printing/documents.ts';
import type { LineArtist } from '#domain/printing/escpos/printer.ts';

const english = { language: 'en', direction: 'ltr' } as const;

export const sampleSlip: TokenSlip = {
  clinicName: 'Riverside Health Centre', tokenLabel: 'A-014', serviceName: 'General consultation', issuedAt: '21 Nov 2026, 09:42',
  patientName: 'María José Núñez', waitingAhead: 7, room: 'Room 3', qrText: 'TOKEN-042', ...english,
};
export const sampleSlipLabels: TokenSlipLabels = { token: 'Token', room: 'Room', waiting: 'Waiting ahead', issued: 'Issued' };

export const arabicSlip: TokenSlip = {
  ...sampleSlip, clinicName: 'مركز النهر الصحي', serviceName: 'الاستشارة العامة', patientName: 'محمد عبد الله', room: 'غرفة 3',
  language: 'ar', direction: 'rtl',
};
export const arabicSlipLabels: TokenSlipLabels = { token: 'رقم الدور', room: 'الغرفة', waiting: 'قبلك', issued: 'وقت الإصدار' };

export const sampleCard: PatientCard = {
  clinicName: 'Riverside Health Centre', name: 'María José Núñez', number: 'K7F-4M2-93', birthText: '12 Mar 1990 (36 y)',
  sex: 'Female', qrText: 'P:K7F4M293', ...english,
};
export const sampleCardLabels: PatientCardLabels = { number: 'Number', birth: 'Born', sex: 'Sex' };

export const sampleDocument: PrintDocument = { kind: 'token-slip', content: sampleSlip, labels: sampleSlipLabels };

/** Names as people, importers and attackers type them. */
export const awkwardTexts: readonly string[] = [
  'x'.repeat(10_000), 'word '.repeat(2000), '😀👨‍👩‍👧🇰🇪', 'محمد ' + 'عبد'.repeat(3000), 'प्रिया शर्मा', 'አበበ ቢቂላ', '王小明',
  'e\u0301\u0327 Z\u0351\u0357\u035b\u0352a', 'a' + '\u0301'.repeat(5000), 'Ana\u0000Maria', '\ud800 half \udc00 pairs \ud83d',
  '\u001b@\u001dV\u0042\u0000 cut', '\u202eevil\u202c', '\u200d\u200d', '', '   ', '\u2028\u2029\u0085', '(a) [b] {c} محمد (٣)',
];

/** Draws every character as an 8-dot wide frame: enough to follow text into the paper without fonts. */
export const boxArtist: LineArtist = {
  widthOf: (text) => 8 * [...text].length,
  draw(text, { heightDots, widthDots }) {
    const width = Math.max(1, Math.min(widthDots, 8 * [...text].length));
    const picture = blankBitmap(width, heightDots);
    for (let x = 0; x < width; x += 1) {
      setDot(picture, x, 2);
      setDot(picture, x, heightDots - 3);
    }
    return picture;
  },
};
