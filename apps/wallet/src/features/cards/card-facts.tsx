import type { ClaimView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { groupClaims } from './claim-groups.ts'
import { ClaimList } from './claim-list.tsx'

export function CardFacts({ claims }: { claims: readonly ClaimView[] }) {
  const { t } = useTranslation('cards')
  return (
    <section className="section" aria-labelledby="facts">
      <h2 id="facts">{t('facts')}</h2>
      {groupClaims(claims).map((group) => (
        <div key={group.name} className="claim-group">
          <h3>{t(`group_${group.name}`)}</h3>
          <ClaimList claims={group.claims} />
        </div>
      ))}
    </section>
  )
}
