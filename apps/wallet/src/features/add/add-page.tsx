import { ClipboardPaste } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Page } from '../../design/page.tsx'
import { pasteText } from '../../platform/clipboard.ts'
import { goTo } from '../../platform/hash-location.ts'
import { CodeScanner } from './code-scanner.tsx'
import { placeOfLink } from './place-of-link.ts'
import './add-page.css'

export function AddPage() {
  const { t } = useTranslation('add')
  const app = useTranslation('app').t
  const [link, setLink] = useState('')
  const [refused, setRefused] = useState(false)

  const follow = (text: string): boolean => {
    const place = placeOfLink(text)
    if (place) goTo(place)
    return place !== undefined
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setRefused(!follow(link))
  }
  const paste = async () => {
    const text = await pasteText()
    if (text === undefined) return
    setLink(text)
    setRefused(!follow(text))
  }

  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '#/', text: app('cards') }}>
      <div className="add">
        <section className="panel panel-pad add-part" aria-labelledby="add-code">
          <h2 id="add-code">{t('qrTitle')}</h2>
          <CodeScanner onText={follow} />
        </section>
        <section className="panel panel-pad add-part" aria-labelledby="add-link">
          <h2 id="add-link">{t('linkTitle')}</h2>
          <Form onSubmit={submit} className="add-form" validationBehavior="aria">
            <Field
              label={t('link')}
              lines={4}
              value={link}
              onChange={(text) => {
                setLink(text)
                setRefused(false)
              }}
              placeholder={t('linkPlaceholder')}
              problem={refused ? t('notRecognised') : undefined}
            />
            <div className="add-actions">
              <Button type="submit" look="main" isDisabled={!link.trim()}>
                {t('go')}
              </Button>
              <Button icon={<ClipboardPaste aria-hidden />} onPress={() => void paste()}>
                {t('paste')}
              </Button>
            </div>
          </Form>
        </section>
      </div>
    </Page>
  )
}
