import { boundResidentIdTemplate, vocabularyIri } from '@velum/credential'
import { createQuery } from '@velum/exchange'
import type { Deployment } from '@velum/registry'
import { askFor, createMemoryEvidenceStore, escrow, pseudonym, sameHolder } from '@velum/verifier'
import { random } from './city-hall.ts'
import { type Library, openLibrary } from './library.ts'

/** What both sides see of the transaction. */
export const transaction = {
  en: 'Open an account at Harbour Bank.',
  zh: '在海港银行开户。',
  reference: 'A-118',
}

/** A service that knows its visitors by pseudonyms alone, and has a name sealed where money is at stake. */
export function openBank(options: {
  readonly deployment: Deployment
  readonly trustedIssuers: readonly string[]
  readonly authority: string
}): Promise<Library> {
  const purpose = { en: 'To know you when you come back.', zh: '以便您再次光临时认出您。' }
  const anonymous = askFor(boundResidentIdTemplate, { required: [] })
  const types = [vocabularyIri(boundResidentIdTemplate.type)]
  const twice = createQuery(
    ['city', 'county'].map((id) => ({
      id,
      types,
      required: ['region'],
      statements: [{ type: 'possession' as const }],
    })),
  )
  return openLibrary({
    ...options,
    changes: {
      name: { en: 'Harbour Bank', zh: '海港银行' },
      templates: [boundResidentIdTemplate],
      requests: {
        account: { purpose, query: anonymous, requires: [pseudonym('account')], resultPage: '/account' },
        open: {
          purpose,
          query: askFor(boundResidentIdTemplate, { required: ['region'] }),
          requires: [pseudonym('account'), escrow(options.authority)],
          transaction,
          resultPage: '/account',
        },
        both: { purpose, query: twice, requires: [sameHolder()], resultPage: '/account' },
      },
      evidence: { store: createMemoryEvidenceStore(), key: random(32), retentionSeconds: 86_400 },
    },
  })
}
