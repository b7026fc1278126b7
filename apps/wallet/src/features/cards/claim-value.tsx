import type { ClaimView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { formatDate, isCalendarDate } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'

// Codes of the Resident ID that people say in words. Those of other templates are shown as they are.
const worded = [
  'sex_F',
  'sex_M',
  'sex_X',
  'residencyStatus_citizen',
  'residencyStatus_permanent',
  'residencyStatus_temporary',
] as const
const isWorded = (key: string): key is (typeof worded)[number] => (worded as readonly string[]).includes(key)

/** A claim's value as people write it. */
export function ClaimValue({ claim }: { claim: ClaimView }) {
  const { t } = useTranslation('cards')
  const { language } = useLanguage()
  const { name, value } = claim
  if (typeof value === 'boolean') return <>{value ? t('yes') : t('no')}</>
  if (typeof value === 'number') return <>{new Intl.NumberFormat(language).format(value)}</>
  const inWords = `${name}_${value}`
  if (isWorded(inWords)) return <>{t(inWords)}</>
  if (isCalendarDate(value)) return <time dateTime={value}>{formatDate(value, language)}</time>
  // A hash or a key; a name so long has no digit.
  if (/^(?=.*\d)[A-Za-z0-9+/_=-]{32,}$/.test(value)) return <span className="mono">{value}</span>
  return <>{value}</>
}
