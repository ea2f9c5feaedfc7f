import type { Method, PaymentKind } from './bill.ts';
import type { Movement } from './drawer.ts';

/** Everything a receipt and the report of a drawer say, in the language of the paper. */
export interface ReceiptWords {
  readonly title: Readonly<Record<PaymentKind | 'bill' | 'credit' | 'batch', string>>;
  readonly number: string;
  readonly patient: string;
  readonly bill: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly payer: string;
  readonly total: string;
  readonly tax: string;
  readonly discount: string;
  readonly credit: string;
  readonly rounding: string;
  readonly insurer: string;
  readonly paid: string;
  readonly givenBack: string;
  readonly tendered: string;
  readonly change: string;
  readonly earlier: string;
  readonly due: string;
  readonly method: Readonly<Record<Method, string>>;
  readonly thanks: string;
  readonly report: string;
  readonly till: string;
  readonly opened: string;
  readonly closed: string;
  readonly movement: Readonly<Record<Movement, string>>;
  readonly taken: string;
  readonly expected: string;
  readonly counted: string;
  readonly variance: string;
  readonly pieces: string;
  readonly signature: string;
  readonly patientPays: string;
  readonly claims: string;
  readonly cancelled: string;
}

const en: ReceiptWords = {
  title: { payment: 'Receipt', refund: 'Refund', deposit: 'Deposit', 'deposit-refund': 'Deposit given back', 'to-deposit': 'Kept as a deposit', 'insurer-refund': 'Given back to the insurer', 'set-off': 'Set against a claim', 'insurer-return': 'Back from the insurer', bill: 'Bill', credit: 'Credit note', batch: 'Claims' },
  number: 'No.', patient: 'Patient', bill: 'Bill', at: 'Date', by: 'Cashier', reason: 'Reason', payer: 'Payer', total: 'Total', tax: 'Tax in it', discount: 'Discount', credit: 'Credit', rounding: 'Rounding',
  insurer: 'Insurer pays', paid: 'Paid', givenBack: 'Given back', tendered: 'Received', change: 'Change', earlier: 'Paid before', due: 'Still due',
  method: { cash: 'Cash', card: 'Card', online: 'Online', insurance: 'Insurance', deposit: 'Deposit' }, thanks: 'Thank you. Please keep this receipt.',
  report: 'Cash drawer report', till: 'Till', opened: 'Opened', closed: 'Closed', movement: { float: 'Float', 'paid-in': 'Paid in', expense: 'Expense', banked: 'Banked', count: 'Counted' }, taken: 'Cash taken',
  expected: 'Must be there', counted: 'Counted', variance: 'Difference', pieces: 'Notes and coins', signature: 'Signature', patientPays: 'Patient pays', claims: 'Number of claims', cancelled: 'Cancelled',
};

const es: ReceiptWords = {
  title: { payment: 'Recibo', refund: 'Reembolso', deposit: 'Depósito', 'deposit-refund': 'Depósito devuelto', 'to-deposit': 'Guardado como depósito', 'insurer-refund': 'Devuelto al asegurador', 'set-off': 'Compensado con una reclamación', 'insurer-return': 'Recuperado del asegurador', bill: 'Factura', credit: 'Nota de abono', batch: 'Reclamaciones al seguro' },
  number: 'N.º', patient: 'Paciente', bill: 'Factura', at: 'Fecha', by: 'Caja', reason: 'Motivo', payer: 'Pagador', total: 'Total', tax: 'Impuesto incluido', discount: 'Descuento', credit: 'Abono', rounding: 'Redondeo',
  insurer: 'Paga el seguro', paid: 'Pagado', givenBack: 'Devuelto', tendered: 'Recibido', change: 'Cambio', earlier: 'Pagado antes', due: 'Pendiente',
  method: { cash: 'Efectivo', card: 'Tarjeta', online: 'En línea', insurance: 'Seguro', deposit: 'Depósito' }, thanks: 'Gracias. Conserve este recibo.',
  report: 'Informe de caja', till: 'Caja', opened: 'Apertura', closed: 'Cierre', movement: { float: 'Fondo', 'paid-in': 'Ingreso', expense: 'Gasto', banked: 'Al banco', count: 'Contado' }, taken: 'Cobrado en efectivo',
  expected: 'Debe haber', counted: 'Contado', variance: 'Diferencia', pieces: 'Billetes y monedas', signature: 'Firma', patientPays: 'Paga el paciente', claims: 'Número de reclamaciones', cancelled: 'Anulada',
};

const ar: ReceiptWords = {
  title: { payment: 'إيصال', refund: 'إيصال رد مبلغ', deposit: 'إيصال عربون', 'deposit-refund': 'إعادة عربون', 'to-deposit': 'حُفظ عربونًا', 'insurer-refund': 'أُعيد إلى المؤمِّن', 'set-off': 'خُصم من مطالبة', 'insurer-return': 'استُرد من المؤمِّن', bill: 'فاتورة', credit: 'إشعار دائن', batch: 'مطالبات التأمين' },
  number: 'رقم', patient: 'المريض', bill: 'الفاتورة', at: 'التاريخ', by: 'أمين الصندوق', reason: 'السبب', payer: 'الجهة الدافعة', total: 'المجموع', tax: 'منه ضريبة', discount: 'خصم', credit: 'إشعار دائن', rounding: 'تقريب',
  insurer: 'يدفع المؤمِّن', paid: 'المدفوع', givenBack: 'المبلغ المُعاد', tendered: 'المستلم', change: 'الباقي', earlier: 'دُفع سابقًا', due: 'المتبقي',
  method: { cash: 'نقدًا', card: 'بطاقة', online: 'عبر الإنترنت', insurance: 'تأمين', deposit: 'عربون' }, thanks: 'شكرًا لكم. يرجى الاحتفاظ بهذا الإيصال.',
  report: 'تقرير درج النقد', till: 'الصندوق', opened: 'فُتح', closed: 'أُغلق', movement: { float: 'العهدة', 'paid-in': 'إيداع', expense: 'مصروف', banked: 'إلى البنك', count: 'الجرد' }, taken: 'المقبوض نقدًا',
  expected: 'المتوقع', counted: 'المعدود', variance: 'الفرق', pieces: 'الأوراق والعملات', signature: 'التوقيع', patientPays: 'يدفع المريض', claims: 'عدد المطالبات', cancelled: 'ملغاة',
};

const WORDS: Readonly<Record<string, ReceiptWords>> = { en, es, ar };

/** In another language than these a receipt is English. */
export function receiptWordsFor(language: string): ReceiptWords & { readonly language: string } {
  const base = language.split('-')[0] ?? 'en';
  return { ...(WORDS[base] ?? en), language: base in WORDS ? base : 'en' };
}
