/** What first run asks, one short screen each. */
export const steps = ['clinic', 'language', 'manager', 'rooms', 'services'] as const;
export type Step = (typeof steps)[number];

export interface Answers {
  readonly clinicName: string;
  readonly zone: string;
  readonly languages: readonly string[];
  readonly managerName: string;
  readonly pin: string;
  readonly pinAgain: string;
  readonly password: string;
  readonly rooms: readonly string[];
  readonly services: readonly string[];
}

/** Enough was answered to go on. Whether a PIN is good is the program's to say. */
export function stepReady(step: Step, answers: Answers): boolean {
  switch (step) {
    case 'clinic': return answers.clinicName.trim() !== '';
    case 'language': return answers.languages.length > 0 && answers.zone !== '';
    case 'manager': return answers.managerName.trim() !== '' && answers.pin.length >= 4 && answers.pin === answers.pinAgain && answers.password.length >= 8;
    case 'rooms': return answers.rooms.length > 0;
    case 'services': return answers.services.length > 0;
    default: return step satisfies never;
  }
}

/** The question whose answer the program refused. */
export function stepOfField(field: string): Step | undefined {
  if (field === 'clinicName') return 'clinic';
  if (field === 'zone' || field.startsWith('languages')) return 'language';
  if (field.startsWith('manager')) return 'manager';
  return steps.find((step) => field.startsWith(step));
}

/** `Room 1 | Room 2` from the texts, as a list. */
export const suggestions = (text: string): string[] => text.split('|').map((name) => name.trim()).filter((name) => name !== '');

/** Every zone this browser knows, with the suggested one even if it does not. */
export const zonesWith = (suggested: string): string[] => [...new Set([suggested, ...Intl.supportedValuesOf('timeZone')])];
