/** The proof type of OpenID4VCI for a registration, as metadata and requests name it. */
export const bindingProofType = 'velum_binding'

/** The one way in which a registration proves. */
export const bindingProofAlgorithm = 'velum-binding-2026'
