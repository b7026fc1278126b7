import type { RequestProblem } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'

/** What stands against an answer, in a sentence. */
export function ProblemWords({ problem }: { problem: RequestProblem }) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  const label = problem.code === 'claim-missing' ? (problem.label ? say(problem.label) : problem.claim) : ''
  return <p className="problem-words small">{t(`problem_${problem.code}`, { label })}</p>
}
