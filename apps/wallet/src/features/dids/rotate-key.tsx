import type { DidEntry } from '@velum/holder'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'

export function RotateKey({ entry }: { entry: DidEntry }) {
  const { t } = useTranslation('dids')
  const app = useTranslation('app').t
  const engine = useEngine()
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState(false)
  const work = useWork()

  const rotate = () =>
    work.run(async () => {
      await engine.rotateDidKey(entry.did)
      setAsking(false)
      setDone(true)
    })
  const settle = () => work.run(async () => void (await engine.settleRotation(entry.did)))

  return (
    <div className="did-rotate">
      {entry.controller !== undefined && (
        <p className="small">
          <span className="soft">{t('controllerAddress')} </span>
          <span className="mono">{entry.controller}</span>
        </p>
      )}
      {entry.rotationPending ? (
        <Notice
          tone="care"
          title={t('pendingTitle')}
          actions={
            <Button isPending={work.busy} onPress={() => void settle()}>
              {t('settle')}
            </Button>
          }
        >
          {t('pendingBody')}
        </Notice>
      ) : (
        <Button icon={<RefreshCw aria-hidden />} onPress={() => setAsking(true)}>
          {t('rotate')}
        </Button>
      )}
      <div role="status">{done && !entry.rotationPending && <Notice tone="good">{t('rotated')}</Notice>}</div>
      {work.problem && !asking && <ProblemNotice problem={work.problem} />}
      <Sheet title={t('rotateTitle')} isOpen={asking} onClose={() => setAsking(false)} role="alertdialog">
        <p className="soft">{t('rotateBody')}</p>
        {work.problem && <ProblemNotice problem={work.problem} />}
        <div className="sheet-actions">
          <Button look="main" isPending={work.busy} onPress={() => void rotate()}>
            {work.busy ? t('working') : t('rotateNow')}
          </Button>
          <Button onPress={() => setAsking(false)}>{app('cancel')}</Button>
        </div>
      </Sheet>
    </div>
  )
}
