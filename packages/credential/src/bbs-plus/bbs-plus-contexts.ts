// The security vocabulary of the BBS+ suite, as https://w3id.org/security/bbs/v1 publishes it. A test compares it, word
// for word, with what the published library expands.

export const credentialsV1Context = 'https://www.w3.org/2018/credentials/v1'
export const bbsPlusContext = 'https://w3id.org/security/bbs/v1'

const security = 'https://w3id.org/security#'
const keywords = { '@version': 1.1, '@protected': true, id: '@id', type: '@type' } as const

const methods = (name: string) => ({ '@id': `${security}${name}`, '@type': '@id', '@container': '@set' })

const proofTerms = {
  ...keywords,
  challenge: `${security}challenge`,
  created: {
    '@id': 'http://purl.org/dc/terms/created',
    '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
  },
  domain: `${security}domain`,
  proofValue: `${security}proofValue`,
  nonce: `${security}nonce`,
  proofPurpose: {
    '@id': `${security}proofPurpose`,
    '@type': '@vocab',
    '@context': {
      ...keywords,
      assertionMethod: methods('assertionMethod'),
      authentication: methods('authenticationMethod'),
    },
  },
  verificationMethod: { '@id': `${security}verificationMethod`, '@type': '@id' },
}

export const bbsPlusContextDocument = {
  '@context': {
    '@version': 1.1,
    id: '@id',
    type: '@type',
    BbsBlsSignature2020: { '@id': `${security}BbsBlsSignature2020`, '@context': proofTerms },
    BbsBlsSignatureProof2020: { '@id': `${security}BbsBlsSignatureProof2020`, '@context': proofTerms },
    Bls12381G1Key2020: `${security}Bls12381G1Key2020`,
    Bls12381G2Key2020: `${security}Bls12381G2Key2020`,
  },
}
