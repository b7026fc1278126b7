import type { CeremonyProgress, CeremonyResult } from '@velum/authority'

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
    case 'accuses':
      return progress.trustee === 0
        ? `Something is wrong that cannot be shown to others (${progress.fault}): you end the ceremony.`
        : `${trusteesText([progress.trustee])} broke the rules (${progress.fault}): you end the ceremony with the evidence.`
    case 'publishes':
      return 'All have signed: publishing the result …'
  }
}

/** `trustee 2`, `trustees 2 and 4`. */
function trusteesText(numbers: readonly number[]): string {
  if (numbers.length === 1) return `trustee ${numbers[0]}`
  return `trustees ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}

/** What a trustee is found guilty of. A code that is not here is shown as it is. */
const guilt: Record<string, string> = {
  equivocation: 'it sent two different messages in one round',
  'commit-malformed': 'its first message is none',
  'reveal-differs': 'what it showed is not what it had fixed',
  'reveal-malformed': 'its second message cannot be read',
  'threshold-wrong': 'it tried another threshold than the authority has',
  'proof-of-knowledge-wrong': 'it did not prove that it knows its own secret',
  'constant-wrong': 'it tried to change the key in a refresh',
  'recipient-wrong': 'it gave out a key that hides nothing',
  'deal-malformed': 'what it dealt cannot be read',
  'share-wrong': 'it dealt a wrong share',
  'confirm-wrong': 'it signed something else',
  'signature-wrong': 'its message does not carry its signature',
  'accusation-false': 'it accused another of what did not happen',
}

const unprovable: Record<string, string> = {
  equivocation: 'a message that was final has become another one: ask who runs the node',
  'state-differs':
    'somebody else sent messages with your key: another machine of yours, or a thief. If you do not know which, have your place taken by a new key (replace)',
  'terms-differ':
    'it named other dealers for the refresh: agree on them, and all name the same with --dealers',
  'commit-malformed': 'its first message is none: compare nodes',
  'reveal-differs':
    'what it showed is not what it had fixed, which the contract does not let through: ask who runs the node',
  'signature-wrong':
    'its message does not carry its signature: it did not sign, or your node has invented the message. Compare nodes',
  'confirm-wrong': 'its signature of the result is none, or your node has invented it: compare nodes',
  'history-differs': 'it saw other messages than this node shows: compare nodes before you go on',
  'key-degenerate': 'the parts add up to no key, which honest parts never do',
}

/** How a ceremony that came to nothing ended, and what to do. */
export function abortText(end: Extract<CeremonyResult, { result: 'aborted' }>): string[] {
  const { ceremony, by, guilty, fault, seen } = end
  const head = `Ceremony ${ceremony} was ended without a result. Your secrets of it are erased; no key came of it.`
  if (guilty > 0) {
    return [
      head,
      `Guilty is trustee ${guilty}: ${guilt[fault] ?? fault}. Everybody can see that from the chain.`,
      '',
      'Next:',
      `  Talk to trustee ${guilty}. A machine that was tampered with must not go on; a`,
      '  trustee that cheats is replaced (replace).',
      '  Then everybody runs join again: that begins a new ceremony.',
    ]
  }
  if (seen) {
    const who = seen.trustee > 0 ? `about trustee ${seen.trustee}` : 'about all'
    return [head, `You ended it: ${unprovable[seen.fault] ?? seen.fault} (${who}).`]
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
