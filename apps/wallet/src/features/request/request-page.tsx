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
import { allShown } from './choices.ts'
import { RequestAnswered } from './request-answered.tsx'
import { RequestAsking } from './request-asking.tsx'
import { createRequestFlow } from './request-flow.ts'
import { RequestImpossible } from './request-impossible.tsx'

const steps = ['checking', 'proving', 'sending'] as const

export function RequestPage({ link }: { link: string }) {
  const { t } = useTranslation('request')
  const app = useTranslation('app').t
  const engine = useEngine()
  const [flow] = useState(() => createRequestFlow(engine, link))
  const state = useFlow(flow)
  useEffect(() => void flow.read(), [flow])
  const leave = (
    <Button look="quiet" onPress={() => replacePlace('/')}>
      {app('toCards')}
    </Button>
  )

  switch (state.step) {
    case 'reading':
      return <Waiting text={t('reading')} />
    case 'unreadable': {
      // Answered, but not by this wallet as far as it knows: by another one, or before it was restored.
      const closed = state.problem.code === 'request-answered'
      return (
        <Page title={closed ? t('closedTitle') : t('failedTitle')}>
          <ProblemNotice
            problem={state.problem}
            actions={
              <>
                {!closed && <Button onPress={() => void flow.read()}>{t('again')}</Button>}
                {leave}
              </>
            }
          />
        </Page>
      )
    }
    case 'closed':
      return (
        <Page title={t('answeredTitle')} lead={t('answeredLead')}>
          <div>
            <Button onPress={() => replacePlace('/')}>{app('toCards')}</Button>
          </div>
        </Page>
      )
    case 'impossible':
      return <RequestImpossible view={state.view} />
    case 'asking':
      return <RequestAsking flow={flow} view={state.view} choices={state.choices} />
    case 'answering':
      return (
        <Progress
          title={t('answering')}
          steps={steps.map((step) => t(`step_${step}`))}
          current={steps.indexOf(state.progress)}
        />
      )
    case 'refused':
      return (
        <Page title={t('refusedTitle')}>
          <ProblemNotice problem={state.problem} actions={leave} />
        </Page>
      )
    case 'answered':
      return (
        <RequestAnswered
          verifier={state.view.verifier}
          outcome={state.outcome}
          shown={allShown(state.view, state.choices)}
        />
      )
  }
}
