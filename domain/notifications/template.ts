import { err, ok, type Result } from '../kit/result.ts';

/** A text with `{name}` where a value goes; `{{` and `}}` are braces. */
export type TemplatePart = { readonly text: string } | { readonly variable: string };

export type TemplateFault = { readonly code: 'open-brace' } | { readonly code: 'unknown-variable'; readonly name: string };

export const MOST_SUBJECT = 200;
export const MOST_BODY = 4000;
/** Ten parts of an SMS; longer ones are refused by most gateways. */
export const MOST_SHORT = 1500;

/** Reads a template in which only these variables may stand. */
export function parseTemplate(template: string, known: readonly string[]): Result<TemplatePart[], TemplateFault> {
  const parts: TemplatePart[] = [];
  const token = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;
  let from = 0;
  const say = (text: string): void => { if (text !== '') parts.push({ text }); };
  for (let found = token.exec(template); found; found = token.exec(template)) {
    say(template.slice(from, found.index));
    from = token.lastIndex;
    const [whole, inside] = found;
    if (whole === '{{' || whole === '}}') say(whole.charAt(0));
    else if (inside === undefined) return err({ code: 'open-brace' });
    else {
      const name = inside.trim();
      if (!known.includes(name)) return err({ code: 'unknown-variable', name });
      parts.push({ variable: name });
    }
  }
  say(template.slice(from));
  return ok(parts);
}

export type Values = Readonly<Record<string, string | null>>;

/** Fills a template in. A value that is not there is an error: a sentence with a hole in it is not sent. */
export function fillIn(parts: readonly TemplatePart[], values: Values): Result<string, { readonly code: 'missing-value'; readonly name: string }> {
  let text = '';
  for (const part of parts) {
    if ('text' in part) text += part.text;
    else {
      const value = values[part.variable];
      if (value === null || value === undefined || value.trim() === '') return err({ code: 'missing-value', name: part.variable });
      text += oneLine(value);
    }
  }
  return ok(text);
}

/** A value or a header stands in one line: what breaks lines or cannot be seen becomes a space. */
export const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** A plain text as a small HTML page: paragraphs and lines as they were, written from the side its language is written from. */
export function htmlOf(text: string, language: string): string {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => `<p dir="auto">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`);
  return `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8"></head><body>${paragraphs.join('')}</body></html>`;
}
