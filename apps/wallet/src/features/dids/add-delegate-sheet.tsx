import type { Did } from '@velum/did'
import type { DelegatePurpose } from '@velum/holder'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'
import { readAddress, readDays } from './delegate-input.ts'

interface AddDelegateSheetProps {
  readonly did: Did
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function AddDelegateSheet({ did, isOpen, onClose }: AddDelegateSheetProps) {
  const { t } = useTranslation('dids')
  const app = useTranslation('app').t
  const engine = useEngine()
  const [address, setAddress] = useState('')
  const [days, setDays] = useState('30')
  const [purpose, setPurpose] = useState<DelegatePurpose>('veriKey')
  const [tried, setTried] = useState(false)
  const work = useWork()
  const delegate = readAddress(address)
  const validDays = readDays(days)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!delegate || !validDays) return
    void work.run(async () => {
      await engine.addDelegate({ did, address: delegate, purpose, validDays })
      setAddress('')
      setTried(false)
      onClose()
    })
  }

  return (
    <Sheet title={t('addDelegate')} isOpen={isOpen} onClose={onClose}>
      <Form className="sheet-form" onSubmit={submit} validationBehavior="aria">
        <Field
          label={t('address')}
          placeholder="0x…"
          value={address}
          onChange={setAddress}
          hint={t('addressHint')}
          problem={tried && !delegate ? t('addressWrong') : undefined}
          spellCheck="false"
          autoFocus
        />
        <Segmented
          label={t('purpose')}
          value={purpose}
          onChange={setPurpose}
          options={[
            { value: 'veriKey', text: t('purpose_veriKey') },
            { value: 'sigAuth', text: t('purpose_sigAuth') },
          ]}
        />
        <Field
          label={t('days')}
          inputMode="numeric"
          value={days}
          onChange={setDays}
          problem={tried && !validDays ? t('daysWrong') : undefined}
        />
        {work.problem && <ProblemNotice problem={work.problem} />}
        <div className="sheet-actions">
          <Button look="main" type="submit" isPending={work.busy}>
            {work.busy ? t('working') : t('addNow')}
          </Button>
          <Button onPress={onClose}>{app('cancel')}</Button>
        </div>
      </Form>
    </Sheet>
  )
}
