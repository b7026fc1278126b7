import type { AuthorityView } from '@velum/holder'
import { useTranslation } from 'react-i18next'

/** Puts in words how many of an authority's trustees it takes to open a seal: the beginning of a sentence. */
export function useAuthorityWords(): (authority: AuthorityView) => string {
  const { t } = useTranslation('authority')
  return ({ threshold, trustees, name }) =>
    threshold === 1 ? t('alone', { name }) : t('together', { threshold, trustees, name })
}
