import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { replacePlace } from '../../platform/hash-location.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { RequestAnswered } from '../request/request-answered.tsx'
import { useEngine } from '../use-engine.ts'
import { useFlow } from '../use-flow.ts'
import { SignInAsking } from './sign-in-asking.tsx'
import { createSignInFlow } from './sign-in-flow.ts'

export function SignInPage({ link }: { link: string }) {
  const { t } = useTranslation('sign-in')
  const app = useTranslation('app').t
  const engine = useEngine()
  const [flow] = useState(() => createSignInFlow(engine, link))
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
    case 'unreadable':
      return (
        <Page title={t('failedTitle')}>
          <ProblemNotice
            problem={state.problem}
            actions={
              <>
                <Button onPress={() => void flow.read()}>{app('tryAgain')}</Button>
                {leave}
              </>
            }
          />
        </Page>
      )
    case 'asking':
      return <SignInAsking flow={flow} view={state.view} busy={state.busy} />
    case 'refused':
      return (
        <Page title={t('refusedTitle')}>
          <ProblemNotice problem={state.problem} actions={leave} />
        </Page>
      )
    case 'done':
      return (
        <RequestAnswered
          verifier={state.view.verifier}
          shown={[]}
          outcome={state.outcome}
          words={{ title: t('doneTitle', { host: state.view.verifier.host }), lead: t('doneLead') }}
        />
      )
  }
}
