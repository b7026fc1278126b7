import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Sheet } from '../../design/sheet.tsx'

interface EraseSheetProps {
  readonly title: string
  readonly body: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onErase: () => void
}

/** Erasing takes two decisions: first what it is for, then that it is meant. */
export function EraseSheet({ title, body, isOpen, onClose, onErase }: EraseSheetProps) {
  const { t } = useTranslation('session')
  const app = useTranslation('app').t
  const [sure, setSure] = useState(false)
  const close = () => {
    setSure(false)
    onClose()
  }
  return (
    <Sheet title={sure ? t('eraseSure') : title} isOpen={isOpen} onClose={close} role="alertdialog">
      <p className="soft">{sure ? t('eraseBody') : body}</p>
      <div className="sheet-actions">
        {sure ? (
          <Button look="danger" onPress={onErase}>
            {t('erase')}
          </Button>
        ) : (
          <Button look="danger" onPress={() => setSure(true)}>
            {t('startAnew')}
          </Button>
        )}
        <Button onPress={close}>{app('cancel')}</Button>
      </div>
    </Sheet>
  )
}
