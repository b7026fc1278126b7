import { platformRandom, type RandomOctets } from '@velum/bbs'
import { addScalars, encodeScalar, multiplyScalars, randomScalar, type Scalar } from '@velum/curve'
import { registrationBases } from '../bases.ts'
import { BindingError } from '../binding-error.ts'
import { openBindingInterface } from '../binding-interface.ts'
import { requireParameters } from '../binding-parameters.ts'
import { type HolderSecrets, secretScalars } from '../holder-secrets.ts'
import { requireOctets, requireText } from '../require.ts'
import { isDate } from './date.ts'
import {
  type IndependentSignature,
  recordStatement,
  verifyIndependentSignature,
} from './independent-signature.ts'
import { signRecord } from './record-signature.ts'
import { encodeRegistration } from './registration-octets.ts'
import { commitTo, type RegistrationSubject, registrationChallenge } from './registration-proof.ts'

export interface CreateRegistrationOptions extends RegistrationSubject {
  readonly secrets: HolderSecrets
  /** Today as the holder knows it: `YYYY-MM-DD`. */
  readonly date: string
  /** Whether the issuer may put the sealed record on the chain, for ever. */
  readonly publish: boolean
  /** By a key that somebody else has certified, over `recordStatement` of `registrationPoints`. */
  readonly independent?: IndependentSignature | undefined
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

export interface CreatedRegistration {
  /** What the issuer gets, once: another session or nonce needs another one. */
  readonly registration: Uint8Array
  /** 48 octets each. */
  readonly reg: Uint8Array
  readonly regN: Uint8Array
  /** 32 octets, secret: `acceptBinding` needs them. */
  readonly blind: Uint8Array
}

/** Registers both secrets with an issuer: one proof, with one challenge over everything that is sent and asked, that the commitment,
 *  Reg and RegN hold the same two secrets; and the holder's signature on the identity record under Reg. To be called when the holder
 *  has seen the record. Throws BindingError 'invalid-argument', also for an independent signature that does not hold.
 *  (docs/proof-system.md) */
export async function createRegistration(options: CreateRegistrationOptions): Promise<CreatedRegistration> {
  const { nonce, session, record, date, publish, independent, random = platformRandom } = options
  const parameters = requireParameters(options.parameters)
  const { holderSecret, nymSecret } = secretScalars(options.secrets)
  requireText(nonce, 'nonce')
  requireText(session, 'session')
  requireOctets(record, 'record')
  if (!isDate(date)) throw new BindingError('invalid-argument', 'date must be a day, written YYYY-MM-DD.')
  if (typeof publish !== 'boolean') throw new BindingError('invalid-argument', 'publish must be a boolean.')

  const bbs = await openBindingInterface()
  const { reg, regN } = await registrationPoints(options)
  if (
    independent &&
    !(await verifyIndependentSignature(independent, recordStatement({ parameters, reg, record })))
  ) {
    throw new BindingError(
      'invalid-argument',
      'The independent signature is not one of the certificate’s key over this record and registration point.',
    )
  }

  const bases = registrationBases(bbs.curve, parameters)
  const secrets = { blind: randomScalar(random), holderSecret, nymSecret }
  const nonces = {
    blind: randomScalar(random),
    holderSecret: randomScalar(random),
    nymSecret: randomScalar(random),
  }
  const sent = {
    commitment: bbs.curve.g1.encode(commitTo(bbs, bases, secrets).commitment),
    reg,
    regN,
    date,
    recordSignature: signRecord(bbs.curve, bases, { ...parameters, reg, record, date }, holderSecret, random),
    publish,
    independent: independent ?? null,
  }
  const challenge = registrationChallenge(
    bbs,
    bases,
    { parameters, nonce, session, record },
    sent,
    commitTo(bbs, bases, nonces),
  )
  const hat = (tilde: Scalar, secret: Scalar) => addScalars(tilde, multiplyScalars(challenge, secret))
  const registration = encodeRegistration({
    ...sent,
    blindHat: hat(nonces.blind, secrets.blind),
    holderSecretHat: hat(nonces.holderSecret, holderSecret),
    nymSecretHat: hat(nonces.nymSecret, nymSecret),
    challenge,
  })
  return { registration, reg, regN, blind: encodeScalar(secrets.blind) }
}

export interface RegistrationPointsOptions {
  readonly parameters: CreateRegistrationOptions['parameters']
  readonly secrets: HolderSecrets
}

/** Reg = u·holderSecret and RegN = u_n·nymSecret, 48 octets each: what the holder is registered under at this issuer. Reg differs for
 *  each authority, RegN does not.
 *  Throws BindingError 'invalid-argument'. */
export async function registrationPoints(
  options: RegistrationPointsOptions,
): Promise<{ reg: Uint8Array; regN: Uint8Array }> {
  const { holderSecret, nymSecret } = secretScalars(options.secrets)
  const { curve } = await openBindingInterface()
  const { u, uN } = registrationBases(curve, requireParameters(options.parameters))
  return {
    reg: curve.g1.encode(curve.g1.msm([[u.point, holderSecret]])),
    regN: curve.g1.encode(curve.g1.msm([[uN.point, nymSecret]])),
  }
}
