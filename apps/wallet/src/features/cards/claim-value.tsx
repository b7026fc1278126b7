import type { ClaimView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { formatDate, isCalendarDate } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'

/** A claim's value as people write it. */
export function ClaimValue({ claim }: { claim: ClaimView }) {
  const { t } = useTranslation('cards')
  const { language } = useLanguage()
  const { name, value } = claim
  if (typeof value === 'boolean') return <>{value ? t('yes') : t('no')}</>
  if (typeof value === 'number') return <>{new Intl.NumberFormat(language).format(value)}</>
  if (name === 'sex' && (value === 'F' || value === 'M' || value === 'X')) return <>{t(`sex_${value}`)}</>
  if (isCalendarDate(value)) return <time dateTime={value}>{formatDate(value, language)}</time>
  if (/^[A-Za-z0-9+/_=-]{32,}$/.test(value)) return <span className="mono">{value}</span>
  return <>{value}</>
}
