import type { AuthorityView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../design/notice.tsx'

/** Said of an authority that opens seals by the hand of one person; nothing of any other. */
export function AloneWarning({ authority }: { authority: AuthorityView }) {
  const { t } = useTranslation('authority')
  if (authority.threshold > 1) return null
  return <Notice tone="care">{t('aloneWarning')}</Notice>
}
