import type { CredentialSuite } from '@velum/credential'
import { Option } from 'commander'

/** What credentials are signed in, for commander. */
export function cryptosuiteOption(): Option {
  return new Option(
    '--cryptosuite <name>',
    'BbsBlsSignature2020 (BBS+) is superseded: only for who knows no newer',
  )
    .choices(['bbs-2023', 'BbsBlsSignature2020'])
    .default('bbs-2023')
}

/** What credentials are signed in, in a table. */
export function suiteWords({
  suite,
  bound,
}: {
  readonly suite: CredentialSuite
  readonly bound: boolean
}): string {
  if (bound) return 'bbs-2023, bound'
  return suite === 'BbsBlsSignature2020' ? 'BBS+' : suite
}

/** Stands below the help of every command that takes the option. */
export const cryptosuiteHelp = `
Suites:
  bbs-2023             of W3C; the holder shows chosen facts and two showings
                       share no value. A template with "binding" also ties it
                       to its holder, and is issued in this suite alone
  BbsBlsSignature2020  BBS+, superseded: never bound. Only for services that
                       take nothing newer`
