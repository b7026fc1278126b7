import { sign, verifyProof } from '@velum/bbs'
import {
  createRegistration,
  provePresentation,
  signBinding,
  verifyBoundPresentation,
  verifyRegistration,
} from '@velum/binding'
import { measureGroups } from '../measure.mjs'
import { createBindingSample } from './sample.mjs'

/** What is proved about the binding beside its possession; `plain` is the credential shown as an unbound one. */
const presentations = {
  plain: undefined,
  possession: [],
  'possession, pseudonym, escrow': [{ type: 'pseudonym', label: 'account' }, { type: 'escrow' }],
}

/** Composed presentations beside the plain one of the same credential, registration, and the two signatures of a bound credential.
 *  The proof system alone: no JSON-LD. B of both signatures is kept, as a wallet keeps it. */
export async function measureBinding(options) {
  const sample = await createBindingSample()
  const context = {
    challenge: 'nonce',
    domain: 'decentralized_identifier:did:web:service.example',
    time: 1_795_000_000,
    transactionHash: null,
    authority: sample.authority,
    sameHolder: false,
  }
  const groups = {}
  const octets = {}
  for (const [name, statements] of Object.entries(presentations)) {
    const { operations, size } = await presentationOf(sample, context, statements)
    groups[name] = operations
    octets[name] = size
  }
  const { application, registration, toBind, toSign } = sample
  groups.registration = {
    create: () => createRegistration(application),
    check: async () => (await verifyRegistration({ ...application, registration })).valid,
  }
  groups.issuing = {
    credential: () => sign(toSign),
    binding: () => signBinding(toBind),
    both: async () => {
      await sign(toSign)
      await signBinding(toBind)
    },
  }
  const { registration: registering, issuing, ...proving } = await measureGroups(groups, options)
  return { proving, octets, registration: registering, issuing }
}

async function presentationOf({ credential, bound }, context, statements) {
  const credentials = [{ ...credential, ...(statements && { bound: { ...bound, statements } }) }]
  const prove = () => provePresentation({ context, credentials })
  const { proofs, extension, presentationHeader } = await prove()
  const { publicKey, header, messages, disclosedIndexes, documentHash } = credential
  const presented = {
    publicKey,
    proof: proofs[0],
    header,
    disclosedMessages: disclosedIndexes.map((index) => messages[index]),
    disclosedIndexes,
    messageCount: messages.length,
    documentHash,
  }
  const { parameters, linkIndex } = bound
  const verify = statements
    ? async () => {
        const verdict = await verifyBoundPresentation({
          context,
          credentials: [{ ...presented, bound: { parameters, linkIndex, statements } }],
          extension,
        })
        return verdict.valid
      }
    : () => verifyProof({ ...presented, ciphersuite: 'BLS12-381-SHA-256', presentationHeader })
  return { operations: { prove, verify }, size: proofs[0].length + (extension?.length ?? 0) }
}
