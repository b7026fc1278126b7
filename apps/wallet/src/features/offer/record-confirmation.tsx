import type { IndependentSignature, RecordView } from '@velum/holder'
import { Landmark, Stamp, UserRound } from 'lucide-react'
import { useState } from 'react'
import { Switch } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { AloneWarning } from '../authority/alone-warning.tsx'
import { AuthoritySeats } from '../authority/authority-seats.tsx'
import { useAuthorityWords } from '../authority/use-authority-words.ts'
import { ClaimList } from '../cards/claim-list.tsx'
import type { Problem } from '../problem.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { IndependentSigning } from './independent-signing.tsx'
import './record-confirmation.css'

interface RecordConfirmationProps {
  readonly record: RecordView
  readonly problem: Problem | undefined
  readonly toSign: () => Promise<Uint8Array>
  readonly onConfirm: (confirmation: { publish: boolean; independent?: IndependentSignature }) => void
  readonly onDecline: () => void
}

/** What will be sealed, for whom, and what the holder may decide about it, before anything is issued. */
export function RecordConfirmation({
  record,
  problem,
  toSign,
  onConfirm,
  onDecline,
}: RecordConfirmationProps) {
  const { t } = useTranslation('offer')
  const { say } = useLanguage()
  // After a lost answer the issuer may hold the registration already: what it says then stands.
  const settled = record.confirmedWith
  const [publish, setPublish] = useState(settled?.publish ?? false)
  const [independent, setIndependent] = useState<IndependentSignature>()
  const whoOf = useAuthorityWords()
  const issuer = say(record.issuer.name)
  const { authority } = record
  return (
    <Page title={t('recordTitle')} lead={authority ? t('recordLead') : t('recordLeadNobody')}>
      <div className="sealing">
        <section className="section" aria-labelledby="record">
          <h2 id="record">{t('recordWhat')}</h2>
          <p className="soft small">{t('recordCheck')}</p>
          <div className="sealed-paper">
            <ClaimList claims={record.claims} />
          </div>
        </section>
        <div className="sealing-main">
          <section className="section" aria-labelledby="who-opens">
            <h2 id="who-opens">{t('recordWho')}</h2>
            <ul className="panel rows openers">
              {authority && (
                <li>
                  <Landmark aria-hidden />
                  <div>
                    <strong>{whoOf(authority)}</strong>
                    <AuthoritySeats authority={authority} />
                    {authority.threshold > 1 && <p className="small soft">{t('recordAuthority')}</p>}
                    <AloneWarning authority={authority} />
                  </div>
                </li>
              )}
              <li>
                <Stamp aria-hidden />
                <div>
                  <strong>{issuer}</strong>
                  <p className="small soft">{t('recordIssuerWhy')}</p>
                </div>
              </li>
              <li>
                <UserRound aria-hidden />
                <div>
                  <strong>{t('recordYou')}</strong>
                  <p className="small soft">{t('recordYouWhy')}</p>
                </div>
              </li>
            </ul>
            <p className="small soft">{t('recordServices')}</p>
          </section>
          {record.mayPublish && (
            <section className="panel publishing">
              <Switch
                className="choice"
                isSelected={publish}
                isDisabled={settled !== undefined}
                onChange={setPublish}
              >
                <span className="publishing-words">{t('publish')}</span>
                <span className="choice-track" aria-hidden="true" />
              </Switch>
              <p className="small soft" aria-live="polite">
                {publish ? t('publishYes') : t('publishNo')}
              </p>
              <p className="small soft">{t('publishEither')}</p>
            </section>
          )}
          <IndependentSigning toSign={toSign} signature={independent} onChange={setIndependent} />
          {problem && <ProblemNotice problem={problem} />}
          <div className="offer-actions">
            <Button
              look="main"
              onPress={() => onConfirm(independent ? { publish, independent } : { publish })}
            >
              {t('seal')}
            </Button>
            <Button onPress={onDecline}>{t('decline')}</Button>
          </div>
        </div>
      </div>
    </Page>
  )
}
