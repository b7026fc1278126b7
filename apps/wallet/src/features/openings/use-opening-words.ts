import type { OpeningView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'

export interface OpeningWords {
  /** The service to which the presentation was shown. */
  readonly service: string
  /** What is the matter, as a heading. */
  readonly title: string
  /** What it is about, in a sentence. */
  readonly about: string
  /** How far it has come, in a sentence. */
  readonly standing: string
}

/** Puts a request in words. */
export function useOpeningWords(): (opening: OpeningView) => OpeningWords {
  const { t } = useTranslation('openings')
  const { language, say } = useLanguage()
  return (opening) => {
    const { state, presentation, approvals, refusals, authority } = opening
    const { verifier, at } = presentation
    const service = verifier.name ? say(verifier.name) : verifier.host
    const numbers = {
      service,
      approvals: approvals.length,
      refusals: refusals.length,
      threshold: authority?.threshold ?? 0,
      trustees: authority?.trustees ?? 0,
    }
    const standing =
      authority || state === 'vanished' ? t(`standing_${state}`, numbers) : t('standing_unknown')
    const refusing = state === 'requested' || state === 'approved' ? refusals.length : 0
    return {
      service,
      title: t(`title_${state}`, numbers),
      about: t('about', { service, date: formatDate(at, language) }),
      standing: [standing, ...(refusing > 0 ? [t('refuse', { count: refusing })] : [])].join(' '),
    }
  }
}
