import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';
import { LayerProvider, useNextLayer } from './layer.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly size?: string | number;
}

/** A question in front of the desk. While it is open only its own keys work; never open one from another. */
export function Dialog({ opened, onClose, title, children, size = 'md' }: Props) {
  const { t } = useTranslation();
  const layer = useNextLayer(opened);
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} centered classNames={{ content: classes.content ?? '' }}>
      <Modal.Overlay color="#04100f" backgroundOpacity={0.45} />
      <Modal.Content>
        {/* Not the library's own head: its element would be a second banner of the page. */}
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('everywhere.close')} />
        </div>
        <Modal.Body className={classes.body}>
          <LayerProvider value={layer}>{children}</LayerProvider>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
