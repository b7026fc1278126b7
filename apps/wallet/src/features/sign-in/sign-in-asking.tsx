import type { Did } from '@velum/did'
import type { SignInView } from '@velum/holder'
import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import { Page } from '../../design/page.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { replacePlace } from '../../platform/hash-location.ts'
import { CreateDidSheet } from '../dids/create-did-sheet.tsx'
import { DidText } from '../dids/did-text.tsx'
import { Requester } from '../request/requester.tsx'
import type { SignInFlow } from './sign-in-flow.ts'
import '../dids/dids.css'
import '../request/request.css'

interface SignInAskingProps {
  readonly flow: SignInFlow
  readonly view: SignInView
  readonly busy: boolean
}

export function SignInAsking({ flow, view, busy }: SignInAskingProps) {
  const { t } = useTranslation('sign-in')
  const dids = useTranslation('dids').t
  const { say } = useLanguage()
  const { verifier, candidates } = view
  const [chosen, setChosen] = useState<Did | undefined>(candidates[0]?.did)
  const [creating, setCreating] = useState(false)
  const did = chosen ?? candidates[0]?.did
  return (
    <Page title={t('title', { who: verifier.name ? say(verifier.name) : verifier.host })}>
      <div className="request-narrow">
        <section className="section" aria-labelledby="who">
          <h2 id="who">{t('whoTitle')}</h2>
          <Requester verifier={verifier} />
          <figure className="purpose">
            <blockquote>{say(view.purpose)}</blockquote>
          </figure>
        </section>
        <Notice tone="care" title={t('public')}>
          {t('publicBody')}
        </Notice>
        {candidates.length === 0 ? (
          <Notice
            title={t('none')}
            actions={<Button onPress={() => setCreating(true)}>{dids('create')}</Button>}
          >
            {t('noneBody')}
          </Notice>
        ) : (
          <section className="section">
            <h2>{t('chooseTitle')}</h2>
            <RadioGroup
              className="kinds"
              aria-label={t('chooseTitle')}
              value={did ?? null}
              onChange={(next) => setChosen(candidates.find((entry) => entry.did === next)?.did)}
            >
              {candidates.map((entry) => (
                <Radio key={entry.did} value={entry.did} className="kind" aria-label={entry.name}>
                  <strong>{entry.name}</strong>
                  <DidText did={entry.did} short />
                </Radio>
              ))}
            </RadioGroup>
          </section>
        )}
        <div className="request-actions">
          <Button
            look="main"
            isDisabled={!did}
            isPending={busy}
            onPress={() => {
              if (did) void flow.signIn(did)
            }}
          >
            {busy ? t('signing') : t('signIn', { host: verifier.host })}
          </Button>
          <Button look="quiet" onPress={() => replacePlace('/')}>
            {t('decline')}
          </Button>
        </div>
      </div>
      <CreateDidSheet
        isOpen={creating}
        onClose={() => setCreating(false)}
        onCreated={() => void flow.read()}
      />
    </Page>
  )
}
