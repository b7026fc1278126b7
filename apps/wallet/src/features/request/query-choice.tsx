import type { CredentialQueryView } from '@velum/holder'
import { EyeOff } from 'lucide-react'
import { Switch } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import { CardFace } from '../cards/card-face.tsx'
import { ClaimList } from '../cards/claim-list.tsx'
import { ClaimValue } from '../cards/claim-value.tsx'
import { useLoaded } from '../use-loaded.ts'
import { CandidateChoice } from './candidate-choice.tsx'
import { type Choices, chosenCandidate, shownClaims } from './choices.ts'
import { ProblemWords } from './problem-words.tsx'
import type { RequestFlow } from './request-flow.ts'

interface QueryChoiceProps {
  readonly flow: RequestFlow
  readonly query: CredentialQueryView
  readonly choices: Choices
  readonly title: string
}

/** One card that is asked for: which one, and how much of it. */
export function QueryChoice({ flow, query, choices, title }: QueryChoiceProps) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  const candidate = chosenCandidate(query, choices)
  const choice = choices[query.queryId]
  const several = query.candidates.length > 1

  if (!candidate || !choice) {
    return (
      <section className="section">
        <h2>{title}</h2>
        <CandidateChoice flow={flow} query={query} chosen={undefined} />
      </section>
    )
  }
  const required = candidate.claims.filter((claim) => claim.required)
  const optional = candidate.claims.filter((claim) => !claim.required)
  const onlyTheCard = required.length === 0 && candidate.alwaysShown.length === 0

  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      {several ? (
        <CandidateChoice flow={flow} query={query} chosen={candidate.credential.id} />
      ) : (
        <CardFace card={candidate.credential} size="strip" />
      )}
      {candidate.credential.suite !== 'bbs-2023' && <p className="soft small">{t('suiteOld')}</p>}
      {candidate.problems.map((problem) => (
        <ProblemWords key={problem.code} problem={problem} />
      ))}

      {onlyTheCard && <p className="soft">{t('noClaims')}</p>}
      {required.length > 0 && (
        <div className="asked">
          <div className="asked-head">
            <h3>{t('required')}</h3>
            <span className="small soft">{t('requiredHint')}</span>
          </div>
          <ClaimList claims={required} />
        </div>
      )}

      {optional.length > 0 && (
        <div className="asked">
          <div className="asked-head">
            <h3>{t('optional')}</h3>
            <span className="small soft">{t('optionalHint')}</span>
          </div>
          <div className="panel rows">
            {optional.map((claim) => {
              const shown = choice.optionalClaims.includes(claim.name)
              return (
                <Switch
                  key={claim.name}
                  className="choice"
                  aria-label={t('willShow', { label: say(claim.label) })}
                  isSelected={shown}
                  onChange={(next) => flow.show(query.queryId, claim.name, next)}
                >
                  <span className="choice-label">{say(claim.label)}</span>
                  <span className="choice-value">
                    <ClaimValue claim={claim} />
                  </span>
                  <span className="choice-track" aria-hidden="true" />
                </Switch>
              )
            })}
          </div>
        </div>
      )}

      {candidate.alwaysShown.length > 0 && (
        <div className="asked">
          <h3>{t('always')}</h3>
          <ClaimList claims={candidate.alwaysShown} />
        </div>
      )}
      <StillVeiled
        credentialId={candidate.credential.id}
        shown={[...shownClaims(candidate, choice), ...candidate.alwaysShown].map(({ name }) => name)}
      />
    </section>
  )
}

function StillVeiled({ credentialId, shown }: { credentialId: string; shown: readonly string[] }) {
  const { t } = useTranslation('request')
  const card = useLoaded((engine) => engine.card(credentialId), [credentialId])
  if (card.state !== 'ready' || !card.value) return null
  const count = card.value.claims.filter(({ name }) => !shown.includes(name)).length
  if (count === 0) return null
  return (
    <p className="veiled" aria-live="polite">
      <EyeOff aria-hidden />
      {t('hidden', { count })}
    </p>
  )
}
