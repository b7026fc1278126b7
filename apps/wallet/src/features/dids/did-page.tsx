import type { Did } from '@velum/did'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { formatDate } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { copyText } from '../../platform/clipboard.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useLoaded } from '../use-loaded.ts'
import { Delegates } from './delegates.tsx'
import { DeleteDid } from './delete-did.tsx'
import { DidDocumentView } from './did-document-view.tsx'
import { DidText } from './did-text.tsx'
import { RotateKey } from './rotate-key.tsx'
import './dids.css'

export function DidPage({ did }: { did: string }) {
  const { t } = useTranslation('dids')
  const { language } = useLanguage()
  const loaded = useLoaded(async (engine) => (await engine.dids()).find((entry) => entry.did === did), [did])
  const [copied, setCopied] = useState(false)
  const back = { href: '#/dids', text: t('title') }

  if (loaded.state === 'loading') return <Waiting />
  if (loaded.state === 'failed') {
    return (
      <Page title={t('title')} back={back}>
        <ProblemNotice problem={loaded.problem} />
      </Page>
    )
  }
  const entry = loaded.value
  if (!entry) {
    return (
      <Page title={t('gone')} back={back}>
        {null}
      </Page>
    )
  }
  const copy = async (text: Did) => {
    setCopied(await copyText(text))
    setTimeout(() => setCopied(false), 2500)
  }
  const created = t('created', {
    method: t(`method_${entry.method}`),
    date: formatDate(entry.createdAt, language),
  })
  return (
    <Page title={entry.name} lead={created} back={back}>
      <div className="did-page">
        <div className="did-page-side">
          <div className="panel panel-pad did-name">
            <DidText did={entry.did} />
            <Button
              icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />}
              onPress={() => void copy(entry.did)}
            >
              {copied ? t('copied') : t('copyDid')}
            </Button>
          </div>
          {entry.method === 'ethr' && <RotateKey entry={entry} />}
          {entry.method === 'ethr' && <Delegates did={entry.did} />}
          <DeleteDid did={entry.did} />
        </div>
        <DidDocumentView did={entry.did} />
      </div>
    </Page>
  )
}
