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
