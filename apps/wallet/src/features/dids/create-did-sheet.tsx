import type { Did } from '@velum/did'
import type { DidMethod } from '@velum/holder'
import { type FormEvent, useState } from 'react'
import { Form, Radio, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'

const kinds = [
  { method: 'key', title: 'kindKey', body: 'kindKeyBody' },
  { method: 'ethr', title: 'kindEthr', body: 'kindEthrBody' },
] as const

interface CreateDidSheetProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onCreated: (did: Did) => void
}

export function CreateDidSheet({ isOpen, onClose, onCreated }: CreateDidSheetProps) {
  const { t } = useTranslation('dids')
  const app = useTranslation('app').t
  const engine = useEngine()
  const [name, setName] = useState('')
  const [method, setMethod] = useState<DidMethod>('key')
  const work = useWork()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    void work.run(async () => {
      const { did } = await engine.createDid({ method, name: name.trim() })
      setName('')
      onClose()
      onCreated(did)
    })
  }

  return (
    <Sheet title={t('chooseTitle')} isOpen={isOpen} onClose={onClose}>
      <Form className="sheet-form" onSubmit={submit} validationBehavior="aria">
        <Field
          label={t('name')}
          placeholder={t('namePlaceholder')}
          value={name}
          onChange={setName}
          maxLength={40}
          autoFocus
        />
        <RadioGroup
          className="kinds"
          aria-label={t('kind')}
          value={method}
          onChange={(next) => setMethod(next === 'ethr' ? 'ethr' : 'key')}
        >
          {kinds.map((kind) => (
            <Radio key={kind.method} value={kind.method} className="kind">
              <strong>{t(kind.title)}</strong>
              <span className="small soft">{t(kind.body)}</span>
            </Radio>
          ))}
        </RadioGroup>
        {work.problem && <ProblemNotice problem={work.problem} />}
        <div className="sheet-actions">
          <Button look="main" type="submit" isPending={work.busy} isDisabled={!name.trim()}>
            {t('createNow')}
          </Button>
          <Button onPress={onClose}>{app('cancel')}</Button>
        </div>
      </Form>
    </Sheet>
  )
}
