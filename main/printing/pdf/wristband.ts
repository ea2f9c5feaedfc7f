import type { PatientCardLabels, WristbandLabel } from '#domain/printing/documents.ts';
import { openSheet, type PdfContext } from './context.ts';
import { INK, type Sheet } from './sheet.ts';

/** Millimetres. The usual adult thermal band, whose ends are clasp and glue, and the usual address label. */
const BAND = { width: 254, height: 25.4, start: 70, content: 114 } as const;
const LABEL = { width: 62, height: 29, start: 2.5, content: 57 } as const;

interface Area {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly nameSize: number;
  readonly qrEdge: number;
}

/** A wristband: the name in the middle of the band, a code that scans round a wrist. */
export function wristbandPdf(label: WristbandLabel, labels: PatientCardLabels, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: BAND.width, height: BAND.height, title: label.number }, label, context);
  drawIdentity(sheet, label, labels, { x: BAND.start, width: BAND.content, height: BAND.height, nameSize: 15, qrEdge: 18 });
  return sheet.finish();
}

/** A sticky label for folders and request forms. */
export function labelPdf(label: WristbandLabel, labels: PatientCardLabels, context: PdfContext): Promise<Uint8Array> {
  const sheet = openSheet({ width: LABEL.width, height: LABEL.height, title: label.number }, label, context);
  drawIdentity(sheet, label, labels, { x: LABEL.start, width: LABEL.content, height: LABEL.height, nameSize: 11, qrEdge: 17 });
  return sheet.finish();
}

/** The code at the end of the line, everything else stacked and centred beside it. */
function drawIdentity(sheet: Sheet, label: WristbandLabel, labels: PatientCardLabels, area: Area): void {
  const rtl = sheet.options.direction === 'rtl';
  const gap = 3;
  const width = area.width - area.qrEdge - gap;
  const x = rtl ? area.x + area.qrEdge + gap : area.x;
  sheet.qr(label.qrText, rtl ? area.x : area.x + width + gap, (area.height - area.qrEdge) / 2, area.qrEdge);

  const warning = label.warning ?? '';
  const nameStyle = { size: area.nameSize, bold: true, maxLines: warning === '' ? 2 : 1, leading: 1.2 };
  const name = { ...nameStyle, size: sheet.fittingSize(label.name, width, nameStyle, area.nameSize * 0.72) };
  const small = { size: 7.5, leading: 1.35 };
  const facts = [`${label.birthText} · ${label.sex}`, `${labels.number} ${label.number}`];
  const warningHeight = warning === '' ? 0 : 4.6;
  const height = sheet.heightOf(label.name, width, name) + warningHeight + 2 * sheet.heightOf('0', width, small)
    + sheet.heightOf('0', width, { size: 6.5 });
  let y = (area.height - height) / 2;
  if (warning !== '') {
    sheet.fill({ x, y, width, height: 4 }, INK.text, 0.6);
    sheet.text(warning, { x: x + 1.2, y: y + 0.1, width: width - 2.4 }, { size: 8, bold: true, colour: INK.paper });
    y += warningHeight;
  }
  y += sheet.text(label.name, { x, y, width }, name);
  for (const fact of facts) y += sheet.text(fact, { x, y, width }, small);
  sheet.text(label.clinicName, { x, y, width }, { size: 6.5, colour: INK.muted });
}
