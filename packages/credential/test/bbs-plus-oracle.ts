/// <reference path="./mattrglobal-oracle.d.ts" />
import {
  BbsBlsSignature2020,
  BbsBlsSignatureProof2020,
  Bls12381G2KeyPair,
  deriveProof,
} from '@mattrglobal/jsonld-signatures-bbs'
import { base58 } from '@scure/base'
import jsigs from 'jsonld-signatures-7'
import { staticContexts } from '../src/contexts.ts'
import type { Issuer } from './world.ts'

// The suite as its authors publish it, with the libraries of its time, called as their README shows.

/** Adds a base proof, to a copy. */
export function oracleSigns(document: object, issuer: Issuer, created: string): Promise<object> {
  const suite = new BbsBlsSignature2020({ key: keyOf(issuer) })
  suite.date = created
  return jsigs.sign(structuredClone(document), {
    suite,
    purpose: purpose(),
    documentLoader: loaderOf(issuer),
  })
}

export function oracleAcceptsBase(credential: object, issuer: Issuer): Promise<boolean> {
  return accepts(new BbsBlsSignature2020(), credential, issuer)
}

/** What framing reveals, under a derived proof. */
export function oracleDerives(
  credential: object,
  options: { issuer: Issuer; claims: readonly string[]; nonce: Uint8Array },
): Promise<object> {
  const { issuer, claims, nonce } = options
  const {
    '@context': context,
    type,
    credentialSubject,
  } = credential as {
    '@context': unknown
    type: unknown
    credentialSubject: { type: string }
  }
  const whole = ['issuer', 'issuanceDate', 'expirationDate', 'credentialSchema', 'credentialStatus']
  const frame = {
    '@context': context,
    type,
    '@explicit': true,
    ...Object.fromEntries(whole.map((member) => [member, {}])),
    credentialSubject: {
      '@explicit': true,
      type: credentialSubject.type,
      ...Object.fromEntries(claims.map((claim) => [claim, {}])),
    },
  }
  const suite = new BbsBlsSignatureProof2020()
  return deriveProof(structuredClone(credential), frame, { suite, documentLoader: loaderOf(issuer), nonce })
}

export function oracleAcceptsDerived(credential: object, issuer: Issuer): Promise<boolean> {
  return accepts(new BbsBlsSignatureProof2020(), credential, issuer)
}

async function accepts(suite: object, credential: object, issuer: Issuer): Promise<boolean> {
  const { verified } = await jsigs.verify(structuredClone(credential), {
    suite,
    purpose: purpose(),
    documentLoader: loaderOf(issuer),
  })
  return verified
}

function purpose(): object {
  return new jsigs.purposes.AssertionProofPurpose()
}

function methodOf({ did, key }: Issuer): string {
  return `${did}#${key.publicKeyMultibase}`
}

function keyOf(issuer: Issuer): Bls12381G2KeyPair {
  return new Bls12381G2KeyPair({
    id: methodOf(issuer),
    controller: issuer.did,
    publicKeyBase58: base58.encode(issuer.key.publicKey),
    privateKeyBase58: base58.encode(issuer.key.secretKey),
  })
}

// The library knows keys of its own kind alone, so the issuer's document is written out for it.
function loaderOf(issuer: Issuer) {
  const method = methodOf(issuer)
  const security = ['https://w3id.org/security/v2', 'https://w3id.org/security/bbs/v1']
  const documents = new Map<string, object>([
    ...staticContexts,
    ['https://w3id.org/security/suites/jws-2020/v1', { '@context': {} }],
    [issuer.did, { '@context': security, id: issuer.did, assertionMethod: [method] }],
    [
      method,
      {
        '@context': security,
        id: method,
        type: 'Bls12381G2Key2020',
        controller: issuer.did,
        publicKeyBase58: base58.encode(issuer.key.publicKey),
      },
    ],
  ])
  return jsigs.extendContextLoader(async (url) => {
    const document = documents.get(url)
    if (document === undefined) throw new TypeError(`nobody serves ${url}`)
    return { contextUrl: null, documentUrl: url, document: structuredClone(document) }
  })
}
