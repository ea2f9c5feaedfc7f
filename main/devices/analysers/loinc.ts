const SHAPE = /^(\d{1,7})-(\d)$/;

/** Whether a code has the form and the check digit (Luhn's, modulus 10) of LOINC. Source: LOINC Users' Guide, appendix on check digits. */
export function isLoinc(code: string): boolean {
  const match = SHAPE.exec(code);
  if (!match) return false;
  const [, body = '', check = ''] = match;
  const sum = [...body].reverse().reduce((total, digit, place) => {
    const doubled = place % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}
