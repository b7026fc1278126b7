import { ChevronRight, Fingerprint, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import { Page } from '../../design/page.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { goTo } from '../../platform/hash-location.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useLoaded } from '../use-loaded.ts'
import { CreateDidSheet } from './create-did-sheet.tsx'
import { DidText } from './did-text.tsx'
import './dids.css'

export function DidsPage() {
  const { t } = useTranslation('dids')
  const loaded = useLoaded((engine) => engine.dids(), [])
  const [creating, setCreating] = useState(false)
  if (loaded.state === 'loading') return <Waiting />
  if (loaded.state === 'failed') {
    return (
      <Page title={t('title')}>
        <ProblemNotice problem={loaded.problem} />
      </Page>
    )
  }
  const dids = loaded.value
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button icon={<Plus aria-hidden />} onPress={() => setCreating(true)}>
          {t('create')}
        </Button>
      }
    >
      <Notice title={t('apartTitle')}>{t('apart')}</Notice>
      {dids.length === 0 ? (
        <div className="dids-empty">
          <Fingerprint aria-hidden />
          <strong>{t('emptyTitle')}</strong>
          <p className="soft">{t('emptyLead')}</p>
        </div>
      ) : (
        <ul className="panel rows">
          {dids.map((entry) => (
            <li key={entry.did}>
              <a className="did-row" href={`#/dids/${encodeURIComponent(entry.did)}`}>
                <Fingerprint aria-hidden />
                <span>
                  <strong>{entry.name}</strong>
                  <span className="small soft">{t(`method_${entry.method}`)}</span>
                  <DidText did={entry.did} short />
                </span>
                <ChevronRight aria-hidden />
              </a>
            </li>
          ))}
        </ul>
      )}
      <CreateDidSheet
        isOpen={creating}
        onClose={() => setCreating(false)}
        onCreated={(did) => goTo(`/dids/${encodeURIComponent(did)}`)}
      />
    </Page>
  )
}
