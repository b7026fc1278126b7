import type { OfferView } from '@velum/holder'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Page } from '../../design/page.tsx'
import { useLanguage } from '../../language/use-language.ts'
import type { Problem } from '../problem.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { OfferedCard } from './offered-card.tsx'
import './offer.css'

interface OfferPreviewProps {
  readonly view: OfferView
  readonly problem: Problem | undefined
  readonly onAccept: (code?: string) => void
  readonly onDecline: () => void
}

/** Who offers what, before anything is taken. */
export function OfferPreview({ view, problem, onAccept, onDecline }: OfferPreviewProps) {
  const { t } = useTranslation('offer')
  const { say } = useLanguage()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const many = view.offered.length > 1
  const { txCode } = view

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!txCode) onAccept()
    else if (code.trim()) onAccept(code.trim())
  }

  return (
    <Page title={many ? t('titleMany', { count: view.offered.length }) : t('title')}>
      <div className="offer">
        <div className="offer-cards">
          {view.offered.map((offered) => (
            <OfferedCard key={offered.configurationId} offered={offered} issuerName={say(view.issuer.name)} />
          ))}
        </div>
        <div className="offer-words">
          <div className="panel panel-pad offer-issuer">
            <span className="small soft">{t('from')}</span>
            <strong>{say(view.issuer.name)}</strong>
            <span className="mono soft">{view.issuer.host}</span>
            <p className="small soft">{t('yourIssuerIs')}</p>
          </div>
          {view.offered.map((offered) => (
            <section key={offered.configurationId} className="section">
              <h2>{many ? say(offered.title) : t('claimsTitle')}</h2>
              <p className="soft small">{t('claimsLead')}</p>
              {offered.suite !== 'bbs-2023' && <p className="soft small">{t('suiteOld')}</p>}
              <ul className="offer-claims">
                {offered.claims.map((claim) => (
                  <li key={claim.name}>
                    {say(claim.label)}
                    {!claim.mandatory && <span className="soft"> · {t('optional')}</span>}
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <Form className="offer-form" onSubmit={submit} validationBehavior="aria">
            {txCode && (
              <Field
                label={t('code')}
                look="code"
                inputMode={txCode.inputMode === 'numeric' ? 'numeric' : 'text'}
                autoComplete="one-time-code"
                {...(txCode.length ? { maxLength: txCode.length } : {})}
                value={code}
                onChange={setCode}
                hint={txCode.description ?? t('codeHint')}
                problem={tried && !code.trim() ? t('codeMissing') : undefined}
              />
            )}
            {problem && <ProblemNotice problem={problem} />}
            <div className="offer-actions">
              <Button look="main" type="submit">
                {many ? t('acceptMany') : t('accept')}
              </Button>
              <Button onPress={onDecline}>{t('decline')}</Button>
            </div>
          </Form>
        </div>
      </div>
    </Page>
  )
}
