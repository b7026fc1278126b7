import { createBlsKeyPair, createEd25519KeyPair } from '@velum/credential'
import { RegistryError } from '@velum/registry'
import { and, eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { keys } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { tenYearsInSeconds } from './key-attribute.ts'
import { keyPlace } from './key-ring.ts'
import { publishKeys } from './publish-keys.ts'

/** What a key signs: credentials (BLS12-381), credentials in the older suite BBS+ (another one of the same kind) or status
 *  lists (Ed25519). */
export type RotatableKey = 'credential' | 'bbs-plus' | 'status'

/** A rotation that is on the chain. */
export interface RotatedKey {
  readonly kind: RotatableKey
  readonly newKey: string
  readonly oldKey: string
  /** Until then credentials of the old key stay valid; afterwards verifiers refuse them. */
  readonly oldKeyEndsAt: Date
}

/** Replaces a key: the new one goes onto the chain and signs from now on, the old one stays in the DID document
 *  for the overlap. Stored before it is sent, so that a killed rotation is finished by the next start.
 *  Throws IssuerError 'overlap-invalid', RegistryError when the chain is out of reach from the start, or IssuerError
 *  'publication-failed' when it became so. */
export async function rotateKey(
  context: IssuerContext,
  options: { readonly kind: RotatableKey; readonly overlapSeconds: number },
): Promise<RotatedKey> {
  const { database, now } = context
  const { kind, overlapSeconds } = options
  if (!Number.isSafeInteger(overlapSeconds) || overlapSeconds < 1 || overlapSeconds > tenYearsInSeconds) {
    throw new IssuerError('overlap-invalid', 'The overlap must be from one second to ten years.')
  }
  // Before anything is stored: a chain out of reach leaves everything as it was.
  await context.chain.checkGenesis()
  await publishKeys(context)
  const endsAt = new Date(now().getTime() + overlapSeconds * 1000)
  const { id: newKey, secretKey } = await drawKey(context, kind)
  const oldKey = await database.transaction(async (tx) => {
    const [old] = await tx
      .update(keys)
      .set({ endsAt })
      .where(and(eq(keys.kind, kind), eq(keys.state, 'active')))
      .returning({ id: keys.id })
    if (!old)
      throw new IssuerError(
        'not-initialised',
        kind === 'bbs-plus'
          ? 'There is no key for BBS+ yet: the first offer in that suite makes one.'
          : 'There is no key to replace yet. Run `init` first.',
      )
    await insertKey(context, tx, { id: newKey, kind, secretKey })
    return old.id
  })
  await publishKeys(context).catch((cause: unknown) => {
    if (!(cause instanceof RegistryError)) throw cause
    throw new IssuerError(
      'publication-failed',
      `The new key is stored but not on the chain yet: ${cause.message} The running service tries again by itself.`,
      { cause },
    )
  })
  return { kind, newKey, oldKey, oldKeyEndsAt: endsAt }
}

/** Draws a signing key; its id is the public key as multibase. */
export async function drawKey(
  context: Pick<IssuerContext, 'random'>,
  kind: RotatableKey,
): Promise<{ readonly id: string; readonly secretKey: Uint8Array }> {
  const pair = await (kind === 'status' ? createEd25519KeyPair : createBlsKeyPair)({
    random: context.random,
  })
  return { id: pair.publicKeyMultibase, secretKey: pair.secretKey }
}

/** Stores a key that has still to be published, its secret sealed. */
export async function insertKey(
  context: Pick<IssuerContext, 'seal' | 'now'>,
  queries: Queries,
  key: { readonly id: string; readonly kind: RotatableKey; readonly secretKey: Uint8Array },
): Promise<void> {
  await queries.insert(keys).values({
    id: key.id,
    kind: key.kind,
    state: 'publishing',
    sealedSecret: context.seal.seal(key.secretKey, keyPlace(key.id)),
    createdAt: context.now(),
  })
}
