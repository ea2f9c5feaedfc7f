import type { Clock } from '#domain/kit/time.ts';
import type { Direction } from '#domain/printing/documents.ts';
import type { Typefaces } from '../fonts/typefaces.ts';
import { Sheet } from './sheet.ts';

/** What every PDF needs besides its content. */
export interface PdfContext {
  readonly typefaces: Typefaces;
  /** Stamped into the file as its creation time. */
  readonly now: Clock;
}

interface Page {
  readonly width: number;
  readonly height: number;
  /** Shown in the title bar of a viewer: a kind or a number, never a patient's name. */
  readonly title: string;
}

/** A blank page in the document's language. */
export function openSheet(page: Page, content: { readonly language: string; readonly direction: Direction }, context: PdfContext): Sheet {
  return new Sheet({
    ...page, language: content.language, direction: content.direction,
    madeAt: new Date(context.now()), typefaces: context.typefaces,
  });
}
