import { Plus } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../design/link-button.tsx'
import { Page } from '../../design/page.tsx'
import { Veil } from '../../design/veil.tsx'
import './no-cards.css'

/** The empty wallet: where cards come from and what happens with them. */
export function NoCards() {
  const { t } = useTranslation('cards')
  return (
    <Page title={t('emptyTitle')} lead={t('emptyLead')}>
      <div className="no-cards">
        <div className="no-cards-ghost" style={{ '--hue': 172 } as CSSProperties} aria-hidden="true">
          <Veil seed="velum/ghost/2" threads={16} />
          <span>{t('ghost')}</span>
        </div>
        <div className="no-cards-how">
          <ol className="steps">
            <li>{t('step1')}</li>
            <li>{t('step2')}</li>
            <li>{t('step3')}</li>
          </ol>
          <LinkButton href="#/add" look="main" icon={<Plus aria-hidden />}>
            {t('add')}
          </LinkButton>
        </div>
      </div>
    </Page>
  )
}
