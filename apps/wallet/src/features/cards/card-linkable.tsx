import { Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CardDetail } from '../../engine/card-view.ts'
import { useLanguage } from '../../language/use-language.ts'

/** What a fresh proof cannot hide. */
export function CardLinkable({ card }: { card: CardDetail }) {
  const { t } = useTranslation('cards')
  const { language, say } = useLanguage()
  const always = card.claims.filter((claim) => card.alwaysDisclosed.includes(claim.name))
  const names = new Intl.ListFormat(language).format(always.map((claim) => say(claim.label)))
  return (
    <section className="section" aria-labelledby="linkable">
      <h2 id="linkable">{t('linkableTitle')}</h2>
      <p className="soft">{t('linkableIntro')}</p>
      <ul className="linkable">
        <li>
          <Link2 aria-hidden />
          {card.bound ? t('linkableStatusCopies') : t('linkableStatus')}
        </li>
        <li>
          <Link2 aria-hidden />
          {t('linkableUnique')}
        </li>
        {always.length > 0 && (
          <li>
            <Link2 aria-hidden />
            {t('linkableAlways', { claims: names })}
          </li>
        )}
      </ul>
    </section>
  )
}
