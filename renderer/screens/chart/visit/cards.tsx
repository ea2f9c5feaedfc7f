import type { ComponentType } from 'react';
import type { VisitPage } from '#domain/contract/record-shapes.ts';
import type { Permission } from '#domain/permissions/permissions.ts';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { FollowUpCard } from './follow-up-card.tsx';
import { FormsCard } from './forms-card.tsx';
import { LabCard } from './lab-card.tsx';
import { PrescriptionCard } from './prescription-card.tsx';
import { ProcedureCard } from './procedure-card.tsx';
import { ReferralCard } from './referral-card.tsx';
import type { VisitTyping } from './use-typing.ts';

export interface CardProps {
  readonly patientId: string;
  /** Null until something is written: the first thing written begins it. */
  readonly visit: VisitPage | null;
  readonly typing: VisitTyping;
}

/** A part of the visit beside the note. */
export interface VisitCard {
  readonly id: string;
  /** Who may not do this does not see it. */
  readonly permission: Permission;
  readonly screen: ComponentType<CardProps>;
}

/** In the order in which a consultation goes. To add one, add an entry here. */
export const visitCards: readonly VisitCard[] = [
  { id: 'diagnoses', permission: 'record.read', screen: DiagnosisCard },
  { id: 'laboratory', permission: 'lab.read', screen: LabCard },
  { id: 'prescriptions', permission: 'record.read', screen: PrescriptionCard },
  { id: 'procedures', permission: 'record.read', screen: ProcedureCard },
  { id: 'forms', permission: 'record.read', screen: FormsCard },
  { id: 'referral', permission: 'record.read', screen: ReferralCard },
  { id: 'follow-up', permission: 'record.read', screen: FollowUpCard },
];
