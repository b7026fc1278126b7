import {
  type BbsPlusCredential,
  type Claims,
  createEd25519KeyPair,
  createPresentation,
  type DerivedBbsPlusCredential,
  deriveCredential,
  issueBbsPlusCredential,
  type Presentation,
  parseTemplate,
  presentationHeader,
  residentIdTemplate,
  type Template,
  type VerifyPresentationOptions,
} from '../src/index.ts'
import {
  challenge,
  documentsOf,
  domain,
  type Issuer,
  listUrl,
  resident,
  resolverOf,
  seededRandom,
  templateUrl,
  verifierOf,
} from './world.ts'

export const header = presentationHeader({ challenge, domain })

/** Claims of every type, and text with every kind of character that canonicalisation treats in a way of its own. */
export const oddTemplate: Template = parseTemplate({
  name: 'odd',
  version: 1,
  type: 'OddCredential',
  subjectType: 'Odd',
  title: { en: 'Odd', zh: '奇' },
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2036-01-01T00:00:00Z',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      adult: { type: 'boolean' },
      age: { type: 'integer' },
      balance: { type: 'integer' },
      note: { type: 'string' },
      remark: { type: 'string' },
    },
    required: ['adult', 'age', 'balance', 'note'],
    additionalProperties: false,
  },
  labels: Object.fromEntries(
    ['adult', 'age', 'balance', 'note', 'remark'].map((claim) => [claim, { en: claim, zh: claim }]),
  ),
  order: ['note', 'adult', 'age', 'balance', 'remark'],
  alwaysDisclosed: ['adult'],
})

export const oddClaims: Claims = {
  adult: true,
  age: 30,
  balance: -9007199254740991,
  note: 'tab\there, \b\f\v\u007f\u0085 "quoted" \\t \\u0041 new\nline\r 𠮷',
}

export function issueBbsPlus(
  issuer: Issuer,
  options: { claims?: Claims; index?: number; template?: Template } = {},
): Promise<BbsPlusCredential> {
  const { claims = resident, index = 94_567, template = residentIdTemplate } = options
  return issueBbsPlusCredential({
    template,
    templateUrl,
    claims,
    issuer: issuer.did,
    key: issuer.key,
    status: { listUrl, index },
    resolver: resolverOf([documentsOf(issuer)]),
  })
}

export function deriveBbsPlus(
  credential: BbsPlusCredential,
  claims: readonly string[] = ['nationality', 'regionCode'],
): Promise<DerivedBbsPlusCredential> {
  return deriveCredential({ credential, claims, presentationHeader: header })
}

/** Puts any credential under a one-time proof for the request of the tests. */
export async function wrap(...shown: object[]): Promise<Presentation> {
  const holderKey = await createEd25519KeyPair({ random: seededRandom(99) })
  const credentials = shown as DerivedBbsPlusCredential[]
  return createPresentation({ credentials, holderKey, challenge, domain })
}

/** A verifier that takes both suites. */
export async function tolerantVerifier(
  issuer: Issuer,
): Promise<Omit<VerifyPresentationOptions, 'presentation'>> {
  return { ...(await verifierOf(issuer)), cryptosuites: ['bbs-2023', 'BbsBlsSignature2020'] }
}
