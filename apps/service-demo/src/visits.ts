import type { OutcomeView } from '@velum/verifier'
import type { Context } from 'hono'
import type { Account } from './accounts/account.ts'
import type { AccountFolder } from './accounts/account-folder.ts'
import { type Reader, readerOf } from './language.ts'
import { accountPage, openAccountPage } from './pages/account-page.ts'
import { depositPage, lentPage } from './pages/deposit-page.ts'
import type { Markup } from './pages/markup.ts'
import type { ServiceFrame } from './services/service-frame.ts'

/** What the pages for visitors with a pseudonym do. */
export interface Visits {
  account(context: Context, outcome: OutcomeView): Promise<Markup>
  deposit(context: Context, outcome: OutcomeView): Promise<Markup>
  /** Takes the form of the account's page, and shows the page again. */
  nickname(context: Context, outcome: OutcomeView): Promise<Response>
}

/** Finds accounts by the pseudonym that an answer proved. There is no password and no session of our own: who may read the
 *  outcome may see the account. */
export function createVisits(options: {
  readonly service: ServiceFrame
  readonly accounts: AccountFolder
  readonly retentionSeconds: number
}): Visits {
  const { service, accounts } = options
  const retentionDays = Math.ceil(options.retentionSeconds / 86_400)
  const isOutcome = ({ search }: Reader) => new URLSearchParams(search).has('session')
  return {
    async account(context, outcome) {
      const reader = readerOf(context, service)
      if (!isOutcome(reader)) return accountPage(reader)
      return openAccountPage(reader, outcome, await visited(accounts, outcome), retentionDays)
    },
    async deposit(context, outcome) {
      const reader = readerOf(context, service)
      if (!isOutcome(reader)) return depositPage(reader)
      await visited(accounts, outcome)
      return lentPage(reader, outcome, retentionDays)
    },
    async nickname(context, outcome) {
      const { nickname } = await context.req.parseBody()
      const account = await visited(accounts, outcome)
      if (account !== undefined && typeof nickname === 'string')
        await accounts.setNickname(account.pseudonym, nickname)
      return context.redirect(`/account${new URL(context.req.url).search}`, 303)
    },
  }
}

/** Counts the visit of an accepted answer; undefined for any other outcome. */
async function visited(accounts: AccountFolder, outcome: OutcomeView): Promise<Account | undefined> {
  if (outcome.status !== 'presented' || !outcome.verdict.accepted) return undefined
  const { pseudonyms, presentationId, transaction } = outcome.verdict
  if (pseudonyms.account === undefined || presentationId === undefined) return undefined
  const reference = transaction?.reference
  return accounts.visit({
    pseudonym: pseudonyms.account,
    presentationId,
    ...(reference !== undefined && { reference }),
  })
}
