import { useTranslation } from 'react-i18next'
import { LinkButton } from '../design/link-button.tsx'
import { Page } from '../design/page.tsx'

export function UnknownPage() {
  const { t } = useTranslation('app')
  return (
    <Page title={t('unknownTitle')} lead={t('unknownLead')}>
      <div>
        <LinkButton href="#/" look="plain">
          {t('toCards')}
        </LinkButton>
      </div>
    </Page>
  )
}
