import type { Elsewhere, HandOver } from '@velum/authority'
import { trusteesText } from './ceremony-words.ts'

const commandLine = (requestId: string) => `    velum-authority hand-over --request ${requestId}`

/** Why a part stays in its folder, and what to do. */
export function keptText(kept: HandOver & { readonly handedOver: false }, requestId: string): string[] {
  const { reason, approvals, threshold, expiresAt } = kept
  const until = `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  switch (reason) {
    case 'request-expired':
      return [
        `${approvals} of the ${threshold} approvals that it takes were there when the time was over (${until}).`,
        'Nobody can open it any more: your part is destroyed.',
      ]
    case 'not-final':
      return [
        'Enough have approved, but a reorganisation of the chain could still take a vote back.',
        'Your part stays in your folder until then, encrypted.',
        '',
        'Next:',
        '  In some minutes:',
        commandLine(requestId),
      ]
    case 'approvals-too-few':
      return [
        `${approvals} of the ${threshold} approvals that it takes stand on the chain for good. Your part stays in`,
        'your folder, encrypted, until all do.',
        '',
        'Next:',
        `  When ${threshold} have approved (requests tells you):`,
        commandLine(requestId),
        `  If they are not there by ${until}, your part is destroyed.`,
        '  Until then make a backup: a part that is lost cannot be made again.',
      ]
  }
}

/** A part that has left its folder. */
export function handedOverText(file: string): string[] {
  return [
    `  part  ${file}`,
    '',
    'Next:',
    '  Send this file to the requester, who alone can read it. It opens nothing',
    '  without the parts of the others.',
  ]
}

/** Who has to approve this request too, before others may. */
export function elsewhereText(elsewhere: readonly Elsewhere[]): string[] {
  return [
    'You have NOT approved: enough trustees would have approved requests about this',
    'presentation then, and too few of them this one. Parts made for one request would open',
    'another. So whoever approved another has to approve this one first:',
    ...elsewhere.map(
      ({ requestId, trustees }) => `  ${trusteesText(trustees)} approved ${requestId.slice(0, 10)}…`,
    ),
    '',
    'Next:',
    '  Ask them whether they approve this request too, and the requester why there are two.',
    '  Then approve again.',
  ]
}
