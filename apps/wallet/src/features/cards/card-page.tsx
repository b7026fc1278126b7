import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { LinkButton } from '../../design/link-button.tsx'
import { Page } from '../../design/page.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { replacePlace } from '../../platform/hash-location.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useLoaded } from '../use-loaded.ts'
import { CardAbout } from './card-about.tsx'
import { CardBinding } from './card-binding.tsx'
import { CardFace } from './card-face.tsx'
import { CardFacts } from './card-facts.tsx'
import { CardLinkable } from './card-linkable.tsx'
import { CardStatus } from './card-status.tsx'
import './card-page.css'

export function CardPage({ id }: { id: string }) {
  const { t } = useTranslation('cards')
  const app = useTranslation('app').t
  const { say } = useLanguage()
  const engine = useEngine()
  const loaded = useLoaded((from) => from.card(id), [id])
  const [deleting, setDeleting] = useState(false)
  const back = { href: '#/', text: app('cards') }

  if (loaded.state === 'loading') return <Waiting />
  if (loaded.state === 'failed') {
    return (
      <Page title={t('gone')} back={back}>
        <ProblemNotice problem={loaded.problem} />
      </Page>
    )
  }
  const card = loaded.value
  if (!card) {
    return (
      <Page title={t('gone')} lead={t('goneLead')} back={back}>
        <div>
          <LinkButton href="#/">{app('toCards')}</LinkButton>
        </div>
      </Page>
    )
  }

  const remove = async () => {
    await engine.deleteCard(id)
    replacePlace('/')
  }

  return (
    <Page title={say(card.title)} back={back} quiet>
      <div className="card-page">
        <div className="card-page-side">
          <div>
            <CardFace card={card} />
          </div>
          <CardStatus card={card} />
          <CardAbout card={card} />
        </div>
        <div className="card-page-main">
          <CardFacts claims={card.claims} />
          <CardBinding card={card} />
          <CardLinkable card={card} />
          <div className="card-page-last">
            <Button look="danger" onPress={() => setDeleting(true)}>
              {t('delete')}
            </Button>
          </div>
        </div>
      </div>
      <Sheet title={t('deleteTitle')} isOpen={deleting} onClose={() => setDeleting(false)} role="alertdialog">
        <p className="soft">{t('deleteBody')}</p>
        <div className="sheet-actions">
          <Button look="danger" onPress={() => void remove()}>
            {t('deleteNow')}
          </Button>
          <Button onPress={() => setDeleting(false)}>{app('cancel')}</Button>
        </div>
      </Sheet>
    </Page>
  )
}
