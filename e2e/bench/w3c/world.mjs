import {
  createBlsKeyPair,
  createDocumentLoader,
  createEd25519KeyPair,
  createStatusList,
  presentationHeader,
  residentIdTemplate,
  signStatusList,
  statusListHash,
} from '@velum/credential'
import { createDidResolver } from '@velum/did'
import { random } from '../sample.mjs'

/** An invented resident: all 21 claims of the Resident ID. */
const claims = {
  familyName: 'Ōtani',
  givenName: 'Mei-Lin',
  familyNameZh: '欧阳',
  givenNameZh: '美琳',
  birthDate: '1969-07-20',
  birthPlace: 'Whitesalt',
  sex: 'F',
  nationality: 'UTO',
  residentNumber: 'VL0000000042',
  documentNumber: 'R00000042',
  regionCode: '310101',
  region: 'Lantern Coast',
  streetAddress: '8 Heron Quay',
  locality: 'Harbourtown',
  postalCode: '200001',
  addressZh: '灯塔路8号',
  residentSince: '2001-02-03',
  residencyStatus: 'citizen',
  photoHash: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  issueDate: '2026-01-15',
  expiryDate: '2035-12-31',
}

const now = new Date('2026-11-23T12:00:00Z')

/** An issuer whose DID document and status list are in memory, a resident, and a request for half of the claims. */
export async function createWorld() {
  const key = await createBlsKeyPair({ random })
  const statusKey = await createEd25519KeyPair({ random })
  const issuer = `did:ethr:0x7a69:0x${Buffer.from(random(20)).toString('hex')}`
  const resolver = resolverOf(issuer, [key, statusKey])
  const status = { listUrl: 'http://localhost:4020/status/1', index: 94_567 }
  const list = await signStatusList({
    list: createStatusList(),
    listUrl: status.listUrl,
    issuer,
    key: statusKey,
    validFrom: now,
  })
  const challenge = Buffer.from(random(16)).toString('base64url')
  const domain = 'decentralized_identifier:did:web:localhost%3A4040'
  const template = residentIdTemplate
  const templateUrl = 'http://localhost:4020/templates/resident-id/1'
  return {
    key,
    issuer,
    resolver,
    documentLoader: createDocumentLoader(resolver),
    issuance: { template, templateUrl, claims, issuer, key, status, resolver },
    shown: template.order.filter((_, position) => position % 2 === 0),
    challenge,
    domain,
    presentationHeader: presentationHeader({ challenge, domain }),
    statusSource: {
      fetchList: async () => list,
      readAnchor: async () => ({ epoch: 1, hash: statusListHash(list), anchoredAt: now }),
    },
    now: () => now,
  }
}

function resolverOf(issuer, keys) {
  const methods = keys.map(({ publicKeyMultibase }) => ({
    id: `${issuer}#${publicKeyMultibase}`,
    type: 'Multikey',
    controller: issuer,
    publicKeyMultibase,
  }))
  const document = {
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: issuer,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
    authentication: [],
    keyAgreement: [],
    service: [],
  }
  const offline = () => Promise.reject(new TypeError('offline'))
  const didKeys = createDidResolver({ networks: [], fetch: offline })
  return { resolve: async (did) => (did === issuer ? document : didKeys.resolve(did)) }
}
