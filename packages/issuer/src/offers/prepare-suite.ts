import type { CredentialSuite, Template } from '@velum/credential'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { ensureBbsPlusKey } from '../keys/ensure-bbs-plus-key.ts'

/** Sees to it that credentials of a template can be signed in a suite. Throws IssuerError 'suite-unsuited' for a bound template
 *  in BBS+, and what `ensureBbsPlusKey` throws. */
export async function prepareSuite(
  context: IssuerContext,
  { template, suite }: { readonly template: Template; readonly suite: CredentialSuite },
): Promise<void> {
  if (suite === 'bbs-2023') return
  if (template.binding !== undefined) {
    throw new IssuerError(
      'suite-unsuited',
      `Credentials of "${template.name}" are bound to their holders, which ${suite} cannot do. Issue them without naming a cryptosuite.`,
    )
  }
  await ensureBbsPlusKey(context)
}
