import type { ClaimView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import { groupClaims } from './claim-groups.ts'
import { ClaimValue } from './claim-value.tsx'

export function CardFacts({ claims }: { claims: readonly ClaimView[] }) {
  const { t } = useTranslation('cards')
  const { say } = useLanguage()
  return (
    <section className="section" aria-labelledby="facts">
      <h2 id="facts">{t('facts')}</h2>
      {groupClaims(claims).map((group) => (
        <div key={group.name} className="claim-group">
          <h3>{t(`group_${group.name}`)}</h3>
          <dl className="panel facts">
            {group.claims.map((claim) => (
              <div key={claim.name}>
                <dt>{say(claim.label)}</dt>
                <dd>
                  <ClaimValue claim={claim} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  )
}
