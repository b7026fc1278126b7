import type { Did } from '@velum/did'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { formatDate } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useLoaded } from '../use-loaded.ts'
import { useWork } from '../use-work.ts'
import { AddDelegateSheet } from './add-delegate-sheet.tsx'

export function Delegates({ did }: { did: Did }) {
  const { t } = useTranslation('dids')
  const { language } = useLanguage()
  const engine = useEngine()
  const loaded = useLoaded((from) => from.delegates(did), [did])
  const [adding, setAdding] = useState(false)
  const work = useWork()

  return (
    <section className="section" aria-labelledby="delegates">
      <div>
        <h2 id="delegates">{t('delegatesTitle')}</h2>
        <p className="soft small">{t('delegatesLead')}</p>
      </div>
      {loaded.state === 'failed' && <ProblemNotice problem={loaded.problem} />}
      {loaded.state === 'ready' && (
        <ul className="panel rows">
          {loaded.value.length === 0 && <li className="panel-pad soft">{t('noDelegates')}</li>}
          {loaded.value.map(({ address, purpose, validUntil }) => (
            <li key={`${address} ${purpose}`} className="delegate">
              <span>
                <span className="mono">{address}</span>
                <span className="small soft">
                  {t(`purpose_${purpose}`)}
                  {validUntil && `, ${t('until', { date: formatDate(validUntil, language) })}`}
                </span>
              </span>
              <Button
                look="quiet"
                aria-label={t('removeOf', { address })}
                isPending={work.busy}
                onPress={() => void work.run(() => engine.removeDelegate({ did, address, purpose }))}
              >
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {work.problem && <ProblemNotice problem={work.problem} />}
      <div>
        <Button icon={<UserPlus aria-hidden />} onPress={() => setAdding(true)}>
          {t('addDelegate')}
        </Button>
      </div>
      <AddDelegateSheet did={did} isOpen={adding} onClose={() => setAdding(false)} />
    </section>
  )
}
