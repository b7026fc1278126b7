import type { RequestView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import { Page } from '../../design/page.tsx'
import { replacePlace } from '../../platform/hash-location.ts'
import { CardFace } from '../cards/card-face.tsx'
import { ProblemWords } from './problem-words.tsx'
import { Requester } from './requester.tsx'
import './request.css'

/** Nothing in the wallet answers this request: what stands in the way, card by card. */
export function RequestImpossible({ view }: { view: RequestView }) {
  const { t } = useTranslation('request')
  const app = useTranslation('app').t
  return (
    <Page title={t('cannotTitle')}>
      <div className="request-narrow">
        <Requester verifier={view.verifier} />
        {view.problems.map((problem) => (
          <ProblemWords key={problem.code} problem={problem} />
        ))}
        {view.queries.map((query) => (
          <section key={query.queryId} className="section">
            {query.problems.map((problem) => (
              <Notice key={problem.code} tone="care">
                <ProblemWords problem={problem} />
              </Notice>
            ))}
            {query.candidates.map((candidate) => (
              <div key={candidate.credential.id} className="candidate">
                <CardFace card={candidate.credential} size="strip" />
                {candidate.problems.map((problem) => (
                  <ProblemWords key={problem.code} problem={problem} />
                ))}
              </div>
            ))}
          </section>
        ))}
        <div>
          <Button onPress={() => replacePlace('/')}>{app('toCards')}</Button>
        </div>
      </div>
    </Page>
  )
}
