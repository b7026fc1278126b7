import { loadCurve, negateScalar, type Scalar } from '@velum/curve'
import { type Base, hashToPoint, keptBase } from '../../bases.ts'
import { encodeCanonical } from '../../canonical-cbor.ts'
import { requireNonZero } from '../../holder-secrets.ts'
import { requireOctets, requireText } from '../../require.ts'
import { tag } from '../../tags.ts'
import { once, type StatementKind, type StatementPlace } from '../statement-kind.ts'

/** N = base^nymSecret, which is the same whenever this holder meets this audience and label, and tells nothing elsewhere. */
export interface PseudonymStatement {
  readonly type: 'pseudonym'
  readonly label: string
  /** Id of a scope, 32 octets, where several audiences share a pseudonym. That the registry names it for the audience is for the
   *  caller to check. */
  readonly scope?: Uint8Array
}

/** N = hash_to_curve(audience, label)^nymSecret. (docs/proof-system.md, "Pseudonym") */
export const pseudonym: StatementKind<PseudonymStatement> = {
  pointCount: 1,
  scalarCount: 0,

  prove(statement, place, { nymSecret }) {
    const { g1 } = place.curve
    const base = baseOf(statement, place)
    const times = (scalar: Scalar) => g1.encode(g1.msm([[base.point, scalar]]))
    const n = times(nymSecret.secret)
    const entry = entryOf(statement, base, n, times(nymSecret.nonce))
    // The response of nymSecret is that of the proof of possession.
    return { entry, answer: once(() => []) }
  },

  verify(statement, place, { points }, responses, challenge) {
    const { g1 } = place.curve
    const base = baseOf(statement, place)
    const [n] = points as [(typeof points)[0]]
    const first = g1.msm([
      [base.point, responses.nymSecret],
      [n.point, negateScalar(challenge)],
    ])
    return entryOf(statement, base, n.encoding, g1.encode(first))
  },
}

const entryOf = (statement: PseudonymStatement, base: Base, n: Uint8Array, first: Uint8Array) => ({
  type: 'pseudonym',
  parameters: [statement.label, statement.scope ?? null],
  bases: [base.encoding],
  sent: [n],
  firstMessages: [first],
})

function baseOf({ label, scope }: PseudonymStatement, { curve, context }: StatementPlace): Base {
  const message = baseMessage(context.domain, label, scope)
  return keptBase(curve, 'PSEUDONYM', message, () => hashToPoint(curve, tag('PSEUDONYM'), message))
}

function baseMessage(audience: string, label: string, scope: Uint8Array | undefined): Uint8Array {
  requireText(label, 'label')
  if (scope === undefined) return encodeCanonical([requireText(audience, 'audience'), label])
  return encodeCanonical([null, requireOctets(scope, 'scope', 32), label])
}

export interface PseudonymOfOptions {
  /** The verifier's full client id. */
  readonly audience: string
  readonly label: string
  /** Id of a shared scope, 32 octets. */
  readonly scope?: Uint8Array
  /** 32 octets. */
  readonly nymSecret: Uint8Array
}

/** The pseudonym that the holder of that secret has there: 48 octets. Throws BindingError 'invalid-argument'. */
export async function pseudonymOf(options: PseudonymOfOptions): Promise<Uint8Array> {
  const { g1 } = await loadCurve()
  const message = baseMessage(options.audience, options.label, options.scope)
  const secret = requireNonZero(options.nymSecret, 'nymSecret')
  const base = g1.hashToCurve({ message, dst: tag('PSEUDONYM'), expander: 'XMD:SHA-256' })
  return g1.encode(g1.multiply(base, secret))
}
