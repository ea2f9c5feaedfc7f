import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useNow } from '#renderer/parts/now.ts';
import { sinceSentence } from '#renderer/session/sync-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './audit.module.css';

/** On a PC whose records came as a copy: what was done before that stands in the server's log. */
export function EarlierNote() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { data: status } = useLive('sync.status', () => client.sync.status({}), ['sync']);
  const sentence = status ? sinceSentence(status, t, format, now) : null;
  return sentence === null ? null : <p className={classes.earlier} role="note">{sentence}</p>;
}
