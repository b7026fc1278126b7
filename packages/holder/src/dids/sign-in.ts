import { hexToBytes } from '@noble/hashes/utils.js'
import type { Did } from '@velum/did'
import {
  createSignInAnswer,
  fetchSignInChallenge,
  type SignInChallenge,
  type SignInKey,
} from '@velum/exchange'
import { digest } from '../digest.ts'
import type { SignIn } from '../history/history-entry.ts'
import { sendOnce } from '../history/send-once.ts'
import { HolderError } from '../holder-error.ts'
import type { VerifierView } from '../requests/request-view.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { controllingKey } from './controller.ts'
import { describeDid, heldDid } from './held-did.ts'
import type { SignInOptions, SignInOutcome, SignInView } from './sign-in-view.ts'
import { didCollection } from './stored-did.ts'

/** Throws ExchangeError. */
export async function inspectSignIn({ vault, fetch, now }: WalletWorld, link: string): Promise<SignInView> {
  const challenge = await fetchSignInChallenge({ link, fetch, now })
  const dids = await vault.list(didCollection)
  return {
    id: signInId(challenge),
    verifier: askerOf(challenge),
    purpose: challenge.purpose,
    candidates: dids.map(({ value }) => describeDid(value)),
    challenge,
  }
}

/** Throws HolderError 'request-expired', 'already-answered', 'did-not-held', 'did-not-controlled'; RegistryError;
 *  VaultError; in each case nothing was sent. */
export async function signIn(world: WalletWorld, { view, did }: SignInOptions): Promise<SignInOutcome> {
  const { challenge } = view
  const { now } = world
  if (Date.parse(challenge.expiresAt) <= now().getTime()) {
    throw new HolderError('request-expired', 'The sign-in is too old; start it again at the service.')
  }
  const response = await createSignInAnswer({ challenge, key: await signInKey(world, did), now })
  const entry: SignIn = {
    kind: 'sign-in',
    id: signInId(challenge),
    at: now().toISOString(),
    verifier: askerOf(challenge),
    did,
    outcome: 'sending',
  }
  return sendOnce(world, entry, response)
}

async function signInKey(world: WalletWorld, did: Did): Promise<SignInKey> {
  const stored = await heldDid(world.vault, did)
  if (stored.method === 'key') {
    const keyId = `${did}#${did.slice('did:key:'.length)}`
    return { did, keyId, algorithm: 'EdDSA', secretKey: hexToBytes(stored.secretKey) }
  }
  const { secretKey } = await controllingKey(world, did)
  return { did, keyId: `${did}#controller`, algorithm: 'ES256K', secretKey: hexToBytes(secretKey) }
}

function signInId({ audience, challenge }: SignInChallenge): string {
  return digest(['sign-in', audience, challenge])
}

/** The host served the challenge itself, and the answer goes to no other. */
function askerOf({ domain }: SignInChallenge): VerifierView {
  return { host: domain, proved: true }
}
