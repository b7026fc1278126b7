import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Gate } from '../../design/gate.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import type { SessionFlow, SessionState } from '../session/session-flow.ts'
import { PassphraseMeter } from './passphrase-meter.tsx'
import { passphraseStrength } from './passphrase-strength.ts'

interface ChoosePassphraseProps {
  readonly session: SessionFlow
  readonly state: Extract<SessionState, { step: 'welcome' }>
  readonly onBack: () => void
}

export function ChoosePassphrase({ session, state, onBack }: ChoosePassphraseProps) {
  const { t } = useTranslation('welcome')
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const [tried, setTried] = useState(false)
  const short = passphraseStrength(passphrase) === 'too-short'
  const different = passphrase !== repeated

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (short || different || state.busy) return
    void session.create(passphrase)
  }

  return (
    <Gate title={t('choose')}>
      <div className="gate-form">
        <h1>{t('choose')}</h1>
        <p className="soft">{t('chooseLead')}</p>
      </div>
      <Form className="gate-form" onSubmit={submit} validationBehavior="aria">
        <Field
          label={t('passphrase')}
          type="password"
          autoComplete="new-password"
          autoFocus
          value={passphrase}
          onChange={setPassphrase}
          hint={<PassphraseMeter passphrase={passphrase} />}
          problem={tried && short ? t('tooShort') : undefined}
        />
        <Field
          label={t('repeat')}
          type="password"
          autoComplete="new-password"
          value={repeated}
          onChange={setRepeated}
          problem={
            (tried || repeated.length >= passphrase.length) && repeated && different
              ? t('different')
              : undefined
          }
        />
        {state.problem && <ProblemNotice problem={state.problem} />}
        <Button look="main" wide type="submit" isPending={state.busy}>
          {state.busy ? t('creating') : t('create')}
        </Button>
        <Button look="quiet" wide onPress={onBack} isDisabled={state.busy}>
          {t('back')}
        </Button>
      </Form>
    </Gate>
  )
}
