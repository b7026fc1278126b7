import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { reload } from '../../platform/hash-location.ts'
import { EraseSheet } from '../session/erase-sheet.tsx'
import { useEngine } from '../use-engine.ts'

export function EraseWallet() {
  const { t } = useTranslation('settings')
  const engine = useEngine()
  const [asking, setAsking] = useState(false)
  const erase = async () => {
    await engine.eraseVault()
    reload()
  }
  return (
    <div className="setting setting-line">
      <div className="setting-words">
        <h3>{t('eraseTitle')}</h3>
        <p className="soft">{t('eraseBody')}</p>
      </div>
      <div className="setting-actions">
        <Button look="danger" onPress={() => setAsking(true)}>
          {t('erase')}
        </Button>
      </div>
      <EraseSheet
        title={t('eraseTitle')}
        body={t('eraseBody')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onErase={() => void erase()}
      />
    </div>
  )
}
