import type { ClaimView } from '@velum/holder'
import { useLanguage } from '../../language/use-language.ts'
import { ClaimValue } from './claim-value.tsx'

/** Claims under their labels, on a panel. */
export function ClaimList({ claims }: { claims: readonly ClaimView[] }) {
  const { say } = useLanguage()
  return (
    <dl className="panel facts">
      {claims.map((claim) => (
        <div key={claim.name}>
          <dt>{say(claim.label)}</dt>
          <dd>
            <ClaimValue claim={claim} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
