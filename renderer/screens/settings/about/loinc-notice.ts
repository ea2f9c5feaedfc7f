/** The words LOINC's licence asks to be shown, as they are in every language. */
export const LOINC_NOTICE = 'This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. '
  + 'and the LOINC Committee and is available at no cost under the licence at http://loinc.org/license. '
  + 'LOINC is a registered trademark of Regenstrief Institute, Inc.';
