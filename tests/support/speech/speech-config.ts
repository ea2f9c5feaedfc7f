import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Voices the recording module offers: language tag and the espeak-ng voice that speaks it. */
const VOICES = [['en', 'en-us'], ['es', 'es-419'], ['ar', 'ar']] as const;

/** A shell word in single quotes. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Notes what it is to say, says it into the sound server, and notes the end: one line each, fields apart by tabs
 * (start or end, ms since 1970, voice, rate, text). speech-dispatcher kills it to stop speech, and then there is no end.
 */
function sayScript(logFile: string): string {
  return `#!/bin/sh
log() { printf '%s\\t%s\\t%s\\t%s\\t%s\\n' "$1" "$(date +%s%3N)" "$2" "$3" "$4" >> ${quoted(logFile)}; }
log start "$1" "$2" "$3"
espeak-ng -v "$1" -s "$2" -a 100 --stdout -- "$3" | paplay
log end "$1" "$2" "$3"
`;
}

/** The rate 0 of speech-dispatcher is 175 words a minute; −100 and 100 are 75 and 275. */
function moduleConfig(sayFile: string): string {
  return [
    `GenericExecuteSynth "${sayFile} $VOICE $RATE \\'$DATA\\'"`,
    // The module cuts texts into sentences at these; none of them occurs, so that a text stays whole.
    'GenericDelimiters "~"',
    'GenericRateAdd 175', 'GenericRateMultiply 100', 'GenericRateForceInteger 1',
    ...VOICES.map(([language]) => `GenericLanguage "${language}" "${language}" "utf-8"`),
    ...VOICES.map(([language, voice]) => `AddVoice "${language}" "male1" "${voice}"`),
    'DefaultVoice "en-us"', '',
  ].join('\n');
}

/** Writes a speech-dispatcher configuration with one module, which records. Returns the folder for its `-C`. */
export function writeSpeechConfig(folder: string, logFile: string): string {
  const config = path.join(folder, 'speechd');
  mkdirSync(path.join(config, 'modules'), { recursive: true });
  const say = path.join(folder, 'say');
  writeFileSync(say, sayScript(logFile));
  chmodSync(say, 0o700);
  writeFileSync(path.join(config, 'modules', 'record.conf'), moduleConfig(say));
  writeFileSync(path.join(config, 'speechd.conf'), 'LogLevel 1\nAddModule "record" "sd_generic" "record.conf"\nDefaultModule record\n');
  return config;
}
