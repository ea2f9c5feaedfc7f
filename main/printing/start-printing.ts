import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PrintDocument, RecoverySheet, RecoverySheetLabels, TableSheet } from '#domain/printing/documents.ts';
import { findJob, listPrinters, openJobs, saveJob } from '#db/queries/printing.ts';
import type { DeskParts } from '../desk.ts';
import { traceOf } from '../log.ts';
import { fontsInFolder, fontsInPackages } from './fonts/font-files.ts';
import { createSpooler, type Spooler } from './spooler.ts';
import { sendToPrinter } from './transport/send-to-printer.ts';

export interface Printing {
  readonly spooler: Spooler;
  readonly pdf: {
    document(document: PrintDocument): Promise<Uint8Array>;
    recovery(sheet: RecoverySheet, labels: RecoverySheetLabels): Promise<Uint8Array>;
    table(sheet: TableSheet): Promise<Uint8Array>;
  };
}

/** Builds the spooler on the store and goes on with what an earlier run left waiting. */
export function startPrinting({ store, now, newId, log }: DeskParts): Printing {
  const drawing = lazyDrawing(now);
  const spooler = createSpooler({
    store: {
      save: (job) => { store.write({ personId: null, intent: 'printing.spool' }, (tx) => { saveJob(tx, job); }); },
      get: (id) => findJob(store.read, id),
      open: () => openJobs(store.read),
    },
    now, newId, send: sendToPrinter,
    printerOf: (job) => listPrinters(store.read).find((printer) => printer.id === job.printerId && printer.active),
    render: async (document, printer) => (await drawing()).render(document, printer),
    onFault: (error) => { log.error('print-fault', traceOf(error)); },
  });
  spooler.start();
  return {
    spooler,
    pdf: {
      document: async (document) => (await drawing()).pdf(document),
      recovery: async (sheet, labels) => (await drawing()).recovery(sheet, labels),
      table: async (sheet) => (await drawing()).table(sheet),
    },
  };
}

/** PDF and fonts are large and most starts never print: they are loaded with the first document. */
function lazyDrawing(now: () => number) {
  const load = async () => {
    const [{ Typefaces }, { createDocumentRenderer, pdfOf }, { recoverySheetPdf }, { tableSheetPdf }] = await Promise.all([
      import('./fonts/typefaces.ts'), import('./render-document.ts'), import('./pdf/recovery-sheet.ts'), import('./pdf/table-sheet.ts'),
    ]);
    const context = { typefaces: new Typefaces(locateFonts()), now };
    return {
      render: createDocumentRenderer(context),
      pdf: (document: PrintDocument) => pdfOf(document, context),
      recovery: (sheet: RecoverySheet, labels: RecoverySheetLabels) => recoverySheetPdf(sheet, labels, context),
      table: (sheet: TableSheet) => tableSheetPdf(sheet, context),
    };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return () => (loaded ??= load());
}

/** A bundled program carries the fonts in `out/fonts`; from source they lie in node_modules. */
function locateFonts() {
  const bundled = fileURLToPath(new URL('../fonts', import.meta.url));
  return existsSync(bundled) ? fontsInFolder(bundled) : fontsInPackages();
}
