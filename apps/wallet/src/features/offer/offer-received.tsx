import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import type { CardView } from '../../engine/card-view.ts'
import { replacePlace } from '../../platform/hash-location.ts'
import { CardFace } from '../cards/card-face.tsx'
import './offer.css'

/** The moment a card becomes the holder's. */
export function OfferReceived({ cards }: { cards: readonly CardView[] }) {
  const { t } = useTranslation('offer')
  const first = cards[0]
  return (
    <div className="received">
      <div className="received-cards">
        {cards.map((card) => (
          <CardFace key={card.id} card={card} />
        ))}
      </div>
      <Page title={t('doneTitle')} lead={t('doneLead')}>
        <div className="offer-actions">
          {first && (
            <Button look="main" onPress={() => replacePlace(`/cards/${encodeURIComponent(first.id)}`)}>
              {t('open')}
            </Button>
          )}
          <Button onPress={() => replacePlace('/')}>{t('toCards')}</Button>
        </div>
      </Page>
    </div>
  )
}
