import type { PartFault } from '@velum/authority'

/** Why a trustee's part is of no use, and what to do. */
export const partFaultText: Record<PartFault, string> = {
  'file-malformed': 'this is no part that a trustee’s program wrote, or it was changed',
  'other-request': 'it is for another request',
  'not-approved': 'this trustee has not approved in a final block: wait, or ask it',
  'approvals-too-few':
    'too few have approved in final blocks: nobody should have given you a part, and this one opens nothing',
  'not-sealed-for-you': 'it was sealed for another key, or changed on its way: ask for it again',
  'trustee-unknown': 'the authority has no trustee of that number',
  'partial-not-announced': 'it is not the one that the trustee announced on the chain: ask for that',
  'partial-malformed': 'what is in it is no part of an opening: the trustee’s program is at fault',
  'partial-other-request': 'the trustee made it for another request',
  'partial-other-trustee': 'it is another trustee’s',
  'partial-wrong': 'its proof does not hold: the trustee has used another share or another token',
}
