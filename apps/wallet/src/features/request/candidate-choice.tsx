import type { CredentialQueryView } from '@velum/holder'
import { Radio, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import { CardFace } from '../cards/card-face.tsx'
import { ProblemWords } from './problem-words.tsx'
import type { RequestFlow } from './request-flow.ts'

interface CandidateChoiceProps {
  readonly flow: RequestFlow
  readonly query: CredentialQueryView
  readonly chosen: string | undefined
}

/** Which of several cards to show; those that cannot be shown are there with the reason. */
export function CandidateChoice({ flow, query, chosen }: CandidateChoiceProps) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  return (
    <RadioGroup
      aria-label={t('whichCard')}
      className="candidates"
      value={chosen ?? null}
      onChange={(id) => flow.choose(query.queryId, id)}
    >
      {query.candidates.map(({ credential, problems, usable }) => (
        <Radio
          key={credential.id}
          value={credential.id}
          className="candidate"
          isDisabled={!usable}
          aria-label={`${say(credential.title)}, ${say(credential.issuer.name)}`}
        >
          <CardFace card={credential} size="strip" />
          {problems.map((problem) => (
            <ProblemWords key={problem.code} problem={problem} />
          ))}
        </Radio>
      ))}
    </RadioGroup>
  )
}
