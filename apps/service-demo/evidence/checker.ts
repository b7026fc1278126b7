import {
  type ChainSnapshot,
  describeEvidenceStep,
  type EvidenceFile,
  type EvidenceLanguage,
  type EvidenceVerdict,
  explainEvidence,
  verifyEvidenceFile,
} from '@velum/authority'
import { residentIdTemplate } from '@velum/credential'
import { connectChain, parseDeployment } from '@velum/registry'
import type {
  CheckedEvidence,
  CheckedStep,
  ChosenFile,
  FileFacts,
  FromWorker,
  Refusal,
  ToWorker,
} from './messages.ts'
import { type ReadCertificate, type ReadFile, readChosen } from './read-chosen.ts'

type CheckHandover = Parameters<typeof verifyEvidenceFile>[0]['checkHandover']

interface Taken<Content> {
  readonly name: string
  readonly content: Content
}

type Certificate = ReadCertificate & { readonly name: string; readonly trusted: boolean }

/** Takes files as they come, says what each is, and checks the evidence whenever there is a snapshot to check it against. */
export function createChecker(answer: (message: FromWorker) => void) {
  let language: EvidenceLanguage = 'en'
  let checkHandover: CheckHandover = () => false
  let evidence: Taken<EvidenceFile> | undefined
  let snapshot: Taken<ChainSnapshot> | undefined
  let certificates: readonly Certificate[] = []
  /** What was asked last: an outcome of what was asked before is of no use to anybody. */
  let newest = 0
  let last: Promise<void> = Promise.resolve()

  /** Whether it is a file of ours. */
  async function keep({ name, octets }: ChosenFile): Promise<boolean> {
    const read = await readChosen(octets)
    if ('refused' in read) {
      answer({ kind: 'refused', name, why: read.refused })
      return false
    }
    if (read.file === 'evidence') evidence = { name, content: read.content }
    else if (read.file === 'snapshot') snapshot = { name, content: read.content }
    else addCertificates(name, read.content)
    answer({ kind: 'file', name, file: read.file, about: factsOf(read, certificates) })
    return true
  }

  /** One that was there already keeps the visitor's word. */
  function addCertificates(name: string, found: readonly ReadCertificate[]): void {
    for (const one of found) {
      if (certificates.some(({ fingerprint }) => fingerprint === one.fingerprint)) continue
      certificates = [...certificates, { ...one, name, trusted: false }]
    }
  }

  async function check(round: number): Promise<void> {
    if (!evidence || !snapshot || round !== newest) return
    try {
      const verdict = await verifyEvidenceFile({
        ...{ file: evidence.content, snapshot: snapshot.content, checkHandover },
        trustAnchors: certificates.filter(({ trusted }) => trusted).map(({ der }) => der),
      })
      const files = { evidence: evidence.name, snapshot: snapshot.name }
      answer({ kind: 'checked', round, checked: checkedOf(evidence.content, verdict, language, files) })
    } catch {
      // A snapshot of the right outer form with something else inside.
      answer({ kind: 'unreadable', round })
    }
  }

  async function take(message: ToWorker): Promise<void> {
    if (message.kind === 'begin') {
      language = message.language
      checkHandover = handoverCheck(message.deployment)
      answer({ kind: 'ready' })
      return
    }
    const { round } = message
    if (message.kind === 'files') {
      let all = true
      for (const file of message.files) all = (await keep(file)) && all
      if (!all) {
        answer({ kind: 'held-back', round, possible: evidence !== undefined && snapshot !== undefined })
        return
      }
    } else if (message.kind === 'trust') {
      const { fingerprint, trusted } = message
      certificates = certificates.map((one) => (one.fingerprint === fingerprint ? { ...one, trusted } : one))
    } else if (message.kind === 'forget') {
      if (message.file === 'evidence') evidence = undefined
      else if (message.file === 'snapshot') snapshot = undefined
      else certificates = []
    }
    await check(round)
  }

  return {
    /** One message after the other. */
    take(message: ToWorker): Promise<void> {
      if (message.kind !== 'begin') newest = message.round
      const done = last.then(() => take(message))
      last = done.catch(() => undefined)
      return done
    },
  }
}

/** A handover is a signature for the registry's contract: its address is all that is needed, and nobody is asked. */
function handoverCheck(deployment: unknown): CheckHandover {
  const asksNobody = () => Promise.reject(new TypeError('Evidence is checked without any network.'))
  return connectChain({ deployment: parseDeployment(deployment), fetch: asksNobody }).openingRegistry
    .checkHandover
}

function factsOf(
  read: Exclude<ReadFile, { readonly refused: Refusal }>,
  certificates: readonly Certificate[],
): FileFacts {
  if (read.file === 'evidence') {
    const { requestId, block } = read.content
    return { requestId, block: block.number }
  }
  if (read.file === 'snapshot') {
    const { authority, block, chainId } = read.content
    return { authority: authority.name, block: block.number, at: block.at, chainId }
  }
  return { certificates: certificates.map(({ der, ...shown }) => shown) }
}

function checkedOf(
  file: EvidenceFile,
  verdict: EvidenceVerdict,
  language: EvidenceLanguage,
  files: CheckedEvidence['files'],
): CheckedEvidence {
  const { labels } = residentIdTemplate
  const { basis } = file.case
  return {
    valid: verdict.valid,
    files,
    steps: verdict.steps.map((step) => stepOf(step, language)),
    explanation: explainEvidence(verdict, language),
    person: Object.entries(verdict.person ?? {}).map(([claim, value]) => [
      labels[claim]?.[language] ?? claim,
      String(value),
    ]),
    trustees: verdict.trustees ?? [],
    basis: { name: basis.name, content: octetsOf(basis.content) },
  }
}

function stepOf(step: EvidenceVerdict['steps'][number], language: EvidenceLanguage): CheckedStep {
  const { name, passed, reason, faults } = step
  const said = reason ?? faults?.map(({ trustee, fault }) => `${trustee}: ${fault}`).join(', ')
  const text = describeEvidenceStep(step, language)
  return { name, passed, text, ...(said !== undefined && { reason: said }) }
}

/** As the case was parsed: base64url without padding. */
function octetsOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
