import type { CeremonyFault, CeremonyProgress, CeremonyResult, SeenFault } from '@velum/authority'

const rounds = {
  1: 'fix what they will show',
  2: 'show what they fixed',
  3: 'deal each other their shares',
  4: 'sign the key',
} as const

/** What happens in a key generation or refresh, for people. */
export function progressText(progress: CeremonyProgress): string {
  switch (progress.type) {
    case 'begins':
      return `Nothing is under way: you begin, for epoch ${progress.epoch}.`
    case 'prepared':
      return `Ceremony ${progress.ceremony} for epoch ${progress.epoch}: your secrets are drawn and on disk.`
    case 'sends':
      return `Round ${progress.round} of 4 (trustees ${rounds[progress.round]}): sending yours …`
    case 'sent':
      return `Round ${progress.round} of 4: yours is on the chain.`
    case 'share-stored':
      return `Your share is on disk, encrypted: ${progress.file}`
    case 'waits':
      return `Round ${progress.round} of 4: waiting for ${trusteesText(progress.for)}. Leave this running, or stop it and come back.`
    case 'waits-final':
      return 'Waiting until the chain takes nothing of it back (final blocks) …'
    case 'waits-chain':
      return 'The chain’s node does not answer. Waiting for it; check your network, and VELUM_RPC_URL names another …'
    case 'accuses':
      return progress.trustee === 0
        ? `You end the ceremony, and accuse nobody: ${unprovable[progress.fault as SeenFault] ?? progress.fault}.`
        : `${trusteesText([progress.trustee])} broke the rules (${progress.fault}): you end the ceremony with the evidence.`
    case 'publishes':
      return 'All have signed: publishing the result …'
  }
}

/** `trustee 2`, `trustees 2 and 4`. */
export function trusteesText(numbers: readonly number[]): string {
  if (numbers.length === 1) return `trustee ${numbers[0]}`
  return `trustees ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}

/** What a trustee is found guilty of, as everybody can see. */
const guilt: Readonly<Record<CeremonyFault, string>> = {
  equivocation: 'it sent two different messages in one round',
  'commit-malformed': 'its first message is none',
  'reveal-differs': 'what it showed is not what it had fixed',
  'signature-wrong': 'its message does not carry its signature',
  'reveal-malformed': 'its second message cannot be read',
  'terms-differ': 'it named other dealers',
  'threshold-wrong': 'it tried another threshold than the authority has',
  'proof-of-knowledge-wrong': 'it did not prove that it knows its own secret',
  'constant-wrong': 'it tried to change the key in a refresh',
  'recipient-wrong': 'it gave out a key that hides nothing',
  'deal-malformed': 'what it dealt cannot be read',
  'history-differs': 'it dealt for other messages than there are',
  'confirm-wrong': 'it signed something else',
  'share-wrong': 'it dealt a wrong share',
  'accusation-false': 'it accused another of what did not happen',
}

/** What one trustee saw and cannot show to others: its node may have shown it alone. */
const unprovable: Readonly<Record<SeenFault, string>> = {
  equivocation: 'a message that was final has become another one; ask who runs the node',
  'commit-malformed': 'a first message is none; compare with another node',
  'reveal-differs': 'something was shown that was not fixed before; compare with another node',
  'signature-wrong': 'a message does not carry the signature of its trustee; compare with another node',
  'confirm-wrong': 'a signature is over something else; compare with another node',
  'state-differs':
    'somebody else sent messages with your key: another machine of yours, or a thief. If you do not know which, let a new key take your place (replace)',
  'terms-differ':
    'other dealers were named for the refresh; agree on them, and all name the same with --dealers',
  'history-differs': 'others saw other messages than your node shows; compare nodes before you go on',
  'requests-half-approved':
    'a request was approved meanwhile by some, and too few: new shares would make those votes worthless. Refresh when it is decided, or over',
  'vote-pending':
    'you have begun to approve a request, and your vote may be on its way: new shares would make it worthless. Approve it again or refuse it, and refresh when it is decided, or over',
  'key-degenerate': 'the parts add up to no key, which honest parts never do',
}

/** How a ceremony that came to nothing ended, and what to do. */
export function abortText(end: Extract<CeremonyResult, { result: 'aborted' }>): string[] {
  const { ceremony, by, guilty, fault, seen } = end
  const head = `Ceremony ${ceremony} was ended without a result. Your secrets of it are erased; no key came of it.`
  if (guilty > 0) {
    return [
      head,
      `Guilty is trustee ${guilty}: ${guilt[fault as CeremonyFault] ?? fault}. Everybody can see that in the log of the chain.`,
      '',
      'Next:',
      `  Talk to trustee ${guilty}. A machine that was tampered with must not go on; a`,
      '  trustee that cheats is replaced (replace).',
      '  Then everybody runs join again: that begins a new ceremony.',
    ]
  }
  if (seen) {
    const who = seen.trustee > 0 ? `about trustee ${seen.trustee}` : 'about all'
    return [head, `You ended it: ${unprovable[seen.fault]} (${who}).`]
  }
  const whom =
    by === 0 ? 'The replacement of a trustee ended it' : `Trustee ${by} ended it and accused nobody`
  return [
    head,
    `${whom}.`,
    '',
    'Next:',
    '  Ask why. Then everybody runs join again: that begins a new ceremony.',
  ]
}
