import { client } from '#renderer/api/client.ts';
import { navigate } from '#renderer/router.ts';

/** Opens what hangs on a specimen's number: its results to type while they are open, else the patient's laboratory page. */
export function openSpecimen(number: string, onUnknown: (number: string) => void, onFailure: () => void): void {
  client.laboratory.specimen({ number }).then(({ lines }) => {
    const [first] = lines;
    if (!first) onUnknown(number);
    else if (lines.some(({ status }) => status === 'collected' || status === 'received')) navigate('lab', 'run', number);
    else navigate('patients', first.patient.id, 'lab');
  }).catch(onFailure);
}
