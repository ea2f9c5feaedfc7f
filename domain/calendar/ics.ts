/** One appointment as a calendar program is told of it. Instants are milliseconds since 1970 UTC. */
export interface CalendarEvent {
  /** Stays the same however often it is exported, so that a program changes its entry instead of adding one. */
  readonly id: string;
  readonly startMs: number;
  readonly minutes: number;
  readonly summary: string;
  readonly place: string | null;
  readonly description: string | null;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
}

/** A calendar file (RFC 5545): lines of at most 75 octets ending in CR LF, text escaped, times in UTC. */
export function calendarFile(events: readonly CalendarEvent[], writtenMs: number): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Daybook//Calendar//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    ...events.flatMap((event) => eventLines(event, writtenMs)), 'END:VCALENDAR',
  ];
  return lines.map(foldLine).join('');
}

function eventLines({ id, startMs, minutes, summary, place, description, status }: CalendarEvent, writtenMs: number): string[] {
  return [
    'BEGIN:VEVENT', `UID:${id}`, `DTSTAMP:${utcText(writtenMs)}`, `DTSTART:${utcText(startMs)}`, `DTEND:${utcText(startMs + minutes * 60_000)}`,
    `SUMMARY:${escapeText(summary)}`, ...(place === null ? [] : [`LOCATION:${escapeText(place)}`]),
    ...(description === null ? [] : [`DESCRIPTION:${escapeText(description)}`]), `STATUS:${status}`, 'END:VEVENT',
  ];
}

/** `20260314T073000Z` (RFC 5545 section 3.3.5, form 2). */
const utcText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** Backslash, semicolon and comma are escaped, a line break becomes `\n`, other control characters cannot be (section 3.3.11). */
export const escapeText = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (found) => `\\${found}`).replaceAll(/\r\n|\r|\n/g, '\\n').replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '');

const OCTETS = 75;

/** A content line with its end; longer ones go on after CR LF and a space, never inside a character (section 3.1). */
export function foldLine(line: string): string {
  let [folded, used] = ['', 0];
  for (const character of line) {
    const octets = octetsOf(character);
    if (used + octets > OCTETS) {
      folded += '\r\n ';
      used = 1;
    }
    folded += character;
    used += octets;
  }
  return `${folded}\r\n`;
}

/** How long a character is in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
