/** What a service demands to be proved about the binding of a credential, beside the claims it asks for.
 *  `credential` names the question it is demanded of; with a single question it may be left out. */
export type Requirement =
  | { readonly type: 'possession'; readonly credential?: string }
  | {
      readonly type: 'pseudonym'
      readonly label: string
      /** 32 bytes, `0x…`. */
      readonly scope?: string
      readonly credential?: string
    }
  | {
      readonly type: 'escrow'
      /** 32 bytes, `0x…`. */
      readonly authority: string
      readonly credential?: string
    }
  | { readonly type: 'same-holder' }

/** Which question a requirement is about. */
export interface RequirementTarget {
  /** Id of a credential query. */
  readonly credential?: string
}

/** Demands that whoever answers knows the secrets that the credential was issued to: a copied credential is not enough.
 *  Every other requirement includes it. Without `credential` it is demanded of all bound credentials that are asked for. */
export function possession(target: RequirementTarget = {}): Requirement {
  return { type: 'possession', ...target }
}

/** Demands the holder's pseudonym at this service under `label`: the same at every visit, and unlike the pseudonym at
 *  any other service or under any other label. It comes back as `verdict.pseudonyms[label]`.
 *  `scope` (32 bytes, `0x…`) makes it the same at every service of a scope that TrustRegistry lists; wallets say so. */
export function pseudonym(
  label: string,
  options: RequirementTarget & { readonly scope?: string } = {},
): Requirement {
  return { type: 'pseudonym', label, ...options }
}

/** Demands that the holder's registered identity lies encrypted in the presentation, for an authority whose trustees
 *  can only open it together. `authority` is its id on chain (32 bytes, `0x…`). Needs the option `evidence`. */
export function escrow(authority: string, target: RequirementTarget = {}): Requirement {
  return { type: 'escrow', authority, ...target }
}

/** Demands that all bound credentials of the answer were issued to the same secrets. */
export function sameHolder(): Requirement {
  return { type: 'same-holder' }
}
