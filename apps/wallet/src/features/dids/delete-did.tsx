import type { Did } from '@velum/did'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { replacePlace } from '../../platform/hash-location.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'

export function DeleteDid({ did }: { did: Did }) {
  const { t } = useTranslation('dids')
  const app = useTranslation('app').t
  const engine = useEngine()
  const [asking, setAsking] = useState(false)
  const work = useWork()
  const remove = () =>
    work.run(async () => {
      await engine.deleteDid(did)
      replacePlace('/dids')
    })
  return (
    <div>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('delete')}
      </Button>
      <Sheet title={t('deleteTitle')} isOpen={asking} onClose={() => setAsking(false)} role="alertdialog">
        <p className="soft">{t('deleteBody')}</p>
        {work.problem && <ProblemNotice problem={work.problem} />}
        <div className="sheet-actions">
          <Button look="danger" isPending={work.busy} onPress={() => void remove()}>
            {t('deleteNow')}
          </Button>
          <Button onPress={() => setAsking(false)}>{app('cancel')}</Button>
        </div>
      </Sheet>
    </div>
  )
}
