/** What a patient is asked about. Treatment is asked for the record; it never stops anybody from helping. */
export const consentPurposes = ['treatment', 'sharing', 'reminders', 'research'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

export const consentDecisions = ['given', 'refused', 'withdrawn'] as const;
export type ConsentDecision = (typeof consentDecisions)[number];

/** How a patient said so. */
export const consentMethods = ['spoken', 'written', 'import'] as const;
export type ConsentMethod = (typeof consentMethods)[number];

/** One answer. Answers are never changed: the latest of a purpose counts. */
export interface Consent {
  readonly id: string;
  readonly purpose: ConsentPurpose;
  readonly decision: ConsentDecision;
  /** ISO instant. */
  readonly at: string;
}

/** What counts where a patient has not been asked, by purpose: a clinic decides it by its country's law. */
export type ConsentDefaults = Readonly<Record<ConsentPurpose, boolean>>;

/** Without a word of the clinic: care and what belongs to it go on, research waits until it was asked for. */
export const usualDefaults: ConsentDefaults = { treatment: true, sharing: true, reminders: true, research: false };

/** The latest answer about a purpose; of two at one instant, the one with the later id. */
export function latestConsent<C extends Consent>(consents: readonly C[], purpose: ConsentPurpose): C | undefined {
  let latest: C | undefined;
  for (const each of consents) {
    if (each.purpose !== purpose) continue;
    if (!latest || each.at > latest.at || (each.at === latest.at && each.id > latest.id)) latest = each;
  }
  return latest;
}

/** Whether what is known of a patient may be used for this. Refused or withdrawn is no; never asked is what the clinic says. */
export function mayUse(consents: readonly Consent[], purpose: ConsentPurpose, defaults: ConsentDefaults = usualDefaults): boolean {
  const latest = latestConsent(consents, purpose);
  return latest ? latest.decision === 'given' : defaults[purpose];
}

/** Answers that make sense next: what was given is withdrawn, what was not is given or refused. */
export function nextDecisions(latest: ConsentDecision | undefined): readonly ConsentDecision[] {
  switch (latest) {
    case undefined: return ['given', 'refused'];
    case 'given': return ['withdrawn'];
    case 'refused':
    case 'withdrawn': return ['given'];
  }
}
