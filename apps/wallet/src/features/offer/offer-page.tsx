import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import { Progress } from '../../design/progress.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { replacePlace } from '../../platform/hash-location.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useFlow } from '../use-flow.ts'
import { createOfferFlow } from './offer-flow.ts'
import { OfferPreview } from './offer-preview.tsx'
import { OfferReceived } from './offer-received.tsx'
import { RecordConfirmation } from './record-confirmation.tsx'

const steps = ['authorizing', 'requesting', 'checking', 'storing'] as const
const sealingSteps = ['registering', 'requesting', 'checking', 'storing'] as const

export function OfferPage({ link }: { link: string }) {
  const { t } = useTranslation('offer')
  const app = useTranslation('app').t
  const engine = useEngine()
  const [flow] = useState(() => createOfferFlow(engine, link))
  const state = useFlow(flow)
  useEffect(() => void flow.read(), [flow])

  switch (state.step) {
    case 'reading':
      return <Waiting text={t('reading')} />
    case 'unreadable':
      return (
        <Page title={t('failedTitle')}>
          <ProblemNotice
            problem={state.problem}
            actions={
              <>
                <Button onPress={() => void flow.read()}>{t('again')}</Button>
                <Button look="quiet" onPress={() => replacePlace('/')}>
                  {app('toCards')}
                </Button>
              </>
            }
          />
        </Page>
      )
    case 'offered':
      return (
        <OfferPreview
          view={state.view}
          problem={state.problem}
          onAccept={(code) => void flow.accept(code)}
          onDecline={() => replacePlace('/')}
        />
      )
    case 'receiving':
      return (
        <Progress
          title={t('receiving')}
          steps={steps.map((step) => t(`step_${step}`))}
          current={steps.indexOf(state.progress)}
        />
      )
    case 'confirming':
      return (
        <RecordConfirmation
          record={state.record}
          problem={state.problem}
          toSign={flow.toSign}
          onConfirm={(confirmation) => void flow.confirm(confirmation)}
          onDecline={() => replacePlace('/')}
        />
      )
    case 'sealing':
      return (
        <Progress
          title={t('sealing')}
          steps={sealingSteps.map((step) => t(`step_${step}`))}
          current={sealingSteps.indexOf(state.progress)}
        />
      )
    case 'received':
      return <OfferReceived cards={state.cards} />
  }
}
