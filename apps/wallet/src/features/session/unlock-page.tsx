import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Route } from '../../app/route.ts'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Gate } from '../../design/gate.tsx'
import { Notice } from '../../design/notice.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { EraseSheet } from './erase-sheet.tsx'
import type { SessionFlow, SessionState } from './session-flow.ts'

interface UnlockPageProps {
  readonly session: SessionFlow
  readonly state: Extract<SessionState, { step: 'locked' }>
  readonly route: Route
}

export function UnlockPage({ session, state, route }: UnlockPageProps) {
  const { t } = useTranslation('session')
  const { say } = useLanguage()
  const [passphrase, setPassphrase] = useState('')
  const [forgotten, setForgotten] = useState(false)
  const wrong = state.problem?.code === 'wrong-passphrase' ? state.problem : undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase && !state.busy) void session.unlock(passphrase)
  }

  const waiting =
    route.name === 'offer'
      ? t('waitingOffer')
      : route.name === 'request'
        ? t('waitingRequest')
        : route.name === 'sign-in'
          ? t('waitingSignIn')
          : undefined

  return (
    <Gate title={t('unlock')}>
      <h1>{t('title')}</h1>
      {state.why && <Notice>{t(state.why)}</Notice>}
      {waiting && !state.why && <p className="soft">{waiting}</p>}
      <Form className="gate-form" onSubmit={submit} validationBehavior="aria">
        <Field
          label={t('passphrase')}
          type="password"
          autoComplete="current-password"
          autoFocus
          value={passphrase}
          onChange={setPassphrase}
          problem={wrong ? `${say(wrong.explanation).what} ${say(wrong.explanation).next}` : undefined}
        />
        {state.problem && !wrong && <ProblemNotice problem={state.problem} />}
        <Button look="main" wide type="submit" isPending={state.busy} isDisabled={!passphrase}>
          {state.busy ? t('unlocking') : t('unlock')}
        </Button>
      </Form>
      <div className="gate-links">
        <Button look="quiet" onPress={() => setForgotten(true)}>
          {t('forgotten')}
        </Button>
      </div>
      <EraseSheet
        title={t('forgottenTitle')}
        body={t('forgottenBody')}
        isOpen={forgotten}
        onClose={() => setForgotten(false)}
        onErase={() => void session.erase()}
      />
    </Gate>
  )
}
