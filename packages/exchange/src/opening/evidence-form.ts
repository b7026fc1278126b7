import { decodeBase64Url } from '../vci/octets.ts'
import { hasForm, isCount, isHex, isObject, isText, isTime } from './canonical-json.ts'
import type { Evidence } from './evidence.ts'

const mostCredentials = 16
const longestText = 65_536

/** Whether a value has the form of evidence. Nothing that it says is verified. */
export function isEvidence(value: unknown): value is Evidence {
  return hasForm(value, {
    version: (version) => version === 1,
    presentationId: isHex(32),
    presentation: isObject,
    requestObject: isText(longestText),
    requestKey: isText(200),
    transcript: isTranscript,
    credentials: (list) =>
      Array.isArray(list) && list.length >= 1 && list.length <= mostCredentials && list.every(isCredential),
  })
}

function isTranscript(value: unknown): boolean {
  return hasForm(value, {
    nonce: isText(512),
    audience: isText(2048),
    time: isTime,
    transaction: (text) => text === null || isText(8192)(text),
    authority: (authority) =>
      hasForm(authority, {
        id: isHex(32),
        epoch: isCount,
        key: (key) => decodeBase64Url(key)?.length === 48,
      }),
  })
}

function isCredential(value: unknown): boolean {
  return hasForm(value, {
    issuer: isText(512),
    issuerKey: isText(200),
    templateDigest: isText(100),
    template: isText(longestText),
    profile: (profile) => profile === null || isText(longestText)(profile),
  })
}
