import type { Inspection, InspectionCheck, InspectionName } from '@velum/authority'

/** What each check says, passed and not. */
const words: Record<InspectionName, readonly [string, string]> = {
  'request-final': [
    'The request stands on the chain for good.',
    'There is no such request in a final block. Compare its number, or wait some minutes.',
  ],
  'request-presentation': [
    'The request is about the presentation in this file.',
    'The request is about another presentation than the one in this file.',
  ],
  'request-basis': [
    'It rests on the document in this file, letter for letter.',
    'The document in this file is not the one that the request names.',
  ],
  'request-authority': [
    'It asks the authority that the presentation was made for.',
    'It asks another authority or epoch than the presentation was made for.',
  ],
  'presentation-time': [
    'It was presented before anybody asked to open it.',
    'It is asked for before it was presented: the time in the file is wrong.',
  ],
  requester: [
    'Whoever asks is the service that was presented to, or has its signed word.',
    'Whoever asks is neither the service that was presented to nor has its signed word.',
  ],
  quota: [
    'The service has not had more asked for by others than its quota.',
    'Too many requests by a signed word in this period: let the service ask itself, or later.',
  ],
  'request-time': [
    'The delay is over, and the request has not expired.',
    'It is too early or too late: the delay is not over, or the request has expired.',
  ],
  'request-open': ['Nobody has closed it yet.', 'It is closed already: the requester has a result.'],
  question: [
    'Question and answer in the file belong together.',
    'The question in the file is not the one that was answered.',
  ],
  'epoch-key': [
    'The key is one that this authority has published.',
    'The key is none that this authority has published for that epoch.',
  ],
  presentation: [
    'The presentation is genuine: verified again, completely, as of its time.',
    'The presentation does not verify: what the file shows was not presented like this.',
  ],
  'presentation-id': ['Its number follows from its content.', 'Its number does not follow from its content.'],
  'issuer-accredited': [
    'Somebody whom the register trusts stood behind the issuer when it was presented.',
    'Nobody stood behind the issuer: whoever made it up can have it name anybody.',
  ],
}

/** One check as a line. */
export function checkText({ name, passed, reason }: InspectionCheck): string {
  const [yes, no] = words[name]
  return passed ? `  yes  ${yes}` : `  NO   ${no}${reason === undefined ? '' : ` (${reason})`}`
}

/** What is proved, and what is not. */
export function provedText({ proves, credentials, issuer, accreditedAs }: Inspection): string[] {
  if (!proves) return ['Nothing is proved: the presentation did not verify.']
  const about =
    proves.type === 'transaction'
      ? [
          'Proved: somebody registered agreed to exactly these words, of which their',
          'wallet showed them one language:',
          ...Object.entries(proves.transaction.description).map(
            ([language, text]) => `  ${language}: ${text}`,
          ),
          ...(proves.transaction.reference === undefined
            ? []
            : [`  number at the service: ${proves.transaction.reference}`]),
        ]
      : [
          'Proved: somebody registered was there at that time. Only presence: nothing',
          'shows what they did or agreed to. What the requester says about that is the',
          'requester’s word.',
        ]
  const shown = (credentials ?? []).flatMap(({ claims }) =>
    Object.entries(claims).map(([claim, value]) => `  ${claim}: ${JSON.stringify(value)}`),
  )
  const who =
    accreditedAs === undefined
      ? `Registered with: ${issuer}, behind whom no accreditor stood then.`
      : `Registered with: ${accreditedAs} (accredited then), ${issuer}`
  return [...about, who, ...(shown.length > 0 ? ['Disclosed by the holder:', ...shown] : [])]
}

/** What else was asked about the same presentation, and how it went. */
export function earlierText({ earlier }: Inspection): string[] {
  if (earlier.length === 0) return []
  return [
    'Asked about the same presentation in other requests too (votes for and against):',
    ...earlier.map(
      ({ requestId, requested, approvals, refusals, closed }) =>
        `  ${requestId.slice(0, 10)}… of ${requested.at.toISOString().slice(0, 10)}: ` +
        `${approvals.length} for, ${refusals.length} against${closed ? ', closed with a result' : ''}`,
    ),
    'Ask why it is asked again.',
    '',
  ]
}

/** What nobody can check any more. */
export function notCheckedText({ notChecked }: Inspection): string[] {
  const texts = {
    revocation: '  whether the credential was revoked at that time (the service checked it then)',
    purpose: '  the purpose that the service gave when it asked',
  }
  return ['Nobody can check any more:', ...notChecked.map((one) => texts[one])]
}
