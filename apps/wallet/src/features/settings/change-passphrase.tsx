import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Notice } from '../../design/notice.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'
import { PassphraseMeter } from '../welcome/passphrase-meter.tsx'
import { passphraseStrength } from '../welcome/passphrase-strength.ts'
import '../dids/dids.css'

export function ChangePassphrase() {
  const { t } = useTranslation('settings')
  const welcome = useTranslation('welcome').t
  const app = useTranslation('app').t
  const engine = useEngine()
  const work = useWork()
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState(false)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeated, setRepeated] = useState('')
  const [tried, setTried] = useState(false)
  const short = passphraseStrength(next) === 'too-short'

  const close = () => {
    setAsking(false)
    setCurrent('')
    setNext('')
    setRepeated('')
    setTried(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!current || short || next !== repeated) return
    void work.run(async () => {
      await engine.changePassphrase({ current, next })
      setDone(true)
      close()
    })
  }

  return (
    <div className="setting setting-line">
      <div className="setting-words">
        <h3>{t('changeTitle')}</h3>
        <p className="soft">{t('changeBody')}</p>
      </div>
      <div className="setting-actions">
        <Button onPress={() => setAsking(true)}>{t('change')}</Button>
      </div>
      {done && (
        <div role="status">
          <Notice tone="good">{t('changed')}</Notice>
        </div>
      )}
      <Sheet title={t('changeTitle')} isOpen={asking} onClose={close}>
        <Form className="sheet-form" onSubmit={submit} validationBehavior="aria">
          <Field
            label={t('current')}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            autoFocus
          />
          <Field
            label={t('next')}
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={setNext}
            hint={<PassphraseMeter passphrase={next} />}
            problem={tried && short ? welcome('tooShort') : undefined}
          />
          <Field
            label={t('repeat')}
            type="password"
            autoComplete="new-password"
            value={repeated}
            onChange={setRepeated}
            problem={tried && next !== repeated ? t('different') : undefined}
          />
          {work.problem && <ProblemNotice problem={work.problem} />}
          <div className="sheet-actions">
            <Button look="main" type="submit" isPending={work.busy}>
              {t('change')}
            </Button>
            <Button onPress={close}>{app('cancel')}</Button>
          </div>
        </Form>
      </Sheet>
    </div>
  )
}
