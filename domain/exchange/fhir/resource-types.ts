/**
 * Resource types of FHIR R4 that belong to one patient (the patient compartment and what points into it). Those this
 * program has no table for are kept as they came.
 */
export const PATIENT_TYPES: ReadonlySet<string> = new Set([
  'Patient', 'Encounter', 'Observation', 'AllergyIntolerance', 'Condition', 'Procedure', 'MedicationRequest', 'Immunization', 'DocumentReference',
  'Account', 'AdverseEvent', 'Appointment', 'Basic', 'BodyStructure', 'CarePlan', 'CareTeam', 'ChargeItem', 'Claim', 'ClaimResponse',
  'ClinicalImpression', 'Communication', 'CommunicationRequest', 'Composition', 'Consent', 'Coverage', 'CoverageEligibilityRequest',
  'CoverageEligibilityResponse', 'DetectedIssue', 'DeviceRequest', 'DeviceUseStatement', 'DiagnosticReport', 'DocumentManifest', 'EpisodeOfCare',
  'ExplanationOfBenefit', 'FamilyMemberHistory', 'Flag', 'Goal', 'ImagingStudy', 'ImmunizationEvaluation', 'ImmunizationRecommendation', 'Invoice',
  'List', 'MeasureReport', 'Media', 'MedicationAdministration', 'MedicationDispense', 'MedicationStatement', 'MolecularSequence', 'NutritionOrder',
  'Provenance', 'QuestionnaireResponse', 'RelatedPerson', 'RequestGroup', 'RiskAssessment', 'ServiceRequest', 'Specimen', 'SupplyDelivery',
  'SupplyRequest', 'Task', 'VisionPrescription',
]);

/** Types that belong to no patient and that patients' resources refer to: kept once for the clinic. */
export const SHARED_TYPES: ReadonlySet<string> = new Set([
  'Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication', 'HealthcareService', 'Device', 'Substance', 'Questionnaire',
]);

/** Fields that say whose a resource is, the likeliest first. */
export const OWNER_FIELDS = ['subject', 'patient', 'beneficiary', 'for', 'individual', 'target'] as const;
