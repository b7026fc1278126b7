import type { AnswerOutcome, ClaimView, VerifierView } from '@velum/holder'
import { Check, CircleHelp, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { leaveTo, replacePlace } from '../../platform/hash-location.ts'
import { ClaimValue } from '../cards/claim-value.tsx'
import './request.css'

interface RequestAnsweredProps {
  readonly verifier: VerifierView
  readonly shown: readonly ClaimView[]
  readonly outcome: AnswerOutcome
  /** What to say of a delivered answer; by default, that facts were shown. */
  readonly words?: { readonly title: string; readonly lead: string }
}

/** What became of the answer, and the way back. */
export function RequestAnswered({ verifier, shown, outcome, words }: RequestAnsweredProps) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  const host = verifier.host
  const texts = {
    delivered: words ?? { title: t('doneTitle', { host }), lead: t('doneLead') },
    refused: { title: t('rejectedTitle', { host }), lead: t('rejectedLead') },
    'sent-unknown': { title: t('unknownTitle'), lead: t('unknownLead', { host }) },
  }[outcome.kind]
  const Sign = { delivered: Check, refused: X, 'sent-unknown': CircleHelp }[outcome.kind]
  const redirect = outcome.kind === 'delivered' ? outcome.redirectUri : undefined
  return (
    <div className="answered">
      <span className={`answered-sign answered-${outcome.kind}`} aria-hidden="true">
        <Sign />
      </span>
      <Page title={texts.title} lead={texts.lead}>
        {shown.length > 0 && (
          <dl className="panel facts answered-facts">
            {shown.map((claim) => (
              <div key={claim.name}>
                <dt>{say(claim.label)}</dt>
                <dd>
                  <ClaimValue claim={claim} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {outcome.kind === 'delivered' && redirect === undefined && (
          <p className="soft">{t('continueThere')}</p>
        )}
        <div className="answered-actions">
          {redirect !== undefined && (
            <Button look="main" autoFocus onPress={() => leaveTo(redirect)}>
              {t('return', { host })}
            </Button>
          )}
          <Button onPress={() => replacePlace('/')}>{t('stay')}</Button>
          <Button look="quiet" onPress={() => replacePlace('/history')}>
            {t('seeRecord')}
          </Button>
        </div>
      </Page>
    </div>
  )
}
