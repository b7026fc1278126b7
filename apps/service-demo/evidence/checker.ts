import {
  AuthorityError,
  type ChainSnapshot,
  describeEvidenceStep,
  type EvidenceFile,
  type EvidenceLanguage,
  type EvidenceVerdict,
  explainEvidence,
  parseCertificates,
  parseEvidenceFile,
  parseSnapshot,
  verifyEvidenceFile,
} from '@velum/authority'
import { residentIdTemplate } from '@velum/credential'
import { connectChain, parseDeployment } from '@velum/registry'
import type { CheckedEvidence, CheckedStep, FileFacts, FromWorker, ToWorker } from './messages.ts'

type CheckHandover = Parameters<typeof verifyEvidenceFile>[0]['checkHandover']

/** Takes files as they come, says what each is, and checks the evidence whenever there is a snapshot to check it against. */
export function createChecker(answer: (message: FromWorker) => void) {
  let language: EvidenceLanguage = 'en'
  let checkHandover: CheckHandover = () => false
  let evidence: EvidenceFile | undefined
  let snapshot: ChainSnapshot | undefined
  let certificates: readonly Uint8Array[] = []
  /** Of two checks that overlap only the later counts. */
  let newest = 0

  function take(name: string, octets: Uint8Array): void {
    const read = readFile(octets)
    if (read === undefined) {
      answer({ kind: 'unknown-file', name })
      return
    }
    if (read.file === 'evidence') evidence = read.content
    else if (read.file === 'snapshot') snapshot = read.content
    else certificates = [...certificates, ...read.content]
    answer({ kind: 'file', name, file: read.file, about: factsOf(read) })
  }

  async function check(): Promise<void> {
    const round = ++newest
    if (!evidence || !snapshot) return
    answer({ kind: 'checking' })
    try {
      const verdict = await verifyEvidenceFile({
        ...{ file: evidence, snapshot, checkHandover },
        trustAnchors: certificates,
      })
      if (round !== newest) return
      answer({ kind: 'checked', checked: checkedOf(evidence, verdict, language) })
    } catch {
      // A snapshot of the right outer form with something else inside.
      if (round === newest) answer({ kind: 'unreadable' })
    }
  }

  return {
    async take(message: ToWorker): Promise<void> {
      if (message.kind === 'begin') {
        language = message.language
        checkHandover = handoverCheck(message.deployment)
        answer({ kind: 'ready' })
        return
      }
      if (message.kind === 'file') take(message.name, message.octets)
      else if (message.file === 'evidence') evidence = undefined
      else if (message.file === 'snapshot') snapshot = undefined
      else certificates = []
      await check()
    },
  }
}

/** A handover is a signature for the registry's contract: its address is all that is needed, and nobody is asked. */
function handoverCheck(deployment: unknown): CheckHandover {
  const asksNobody = () => Promise.reject(new TypeError('Evidence is checked without any network.'))
  return connectChain({ deployment: parseDeployment(deployment), fetch: asksNobody }).openingRegistry
    .checkHandover
}

type ReadFile =
  | { readonly file: 'evidence'; readonly content: EvidenceFile }
  | { readonly file: 'snapshot'; readonly content: ChainSnapshot }
  | { readonly file: 'certificate'; readonly content: readonly Uint8Array[] }

function readFile(octets: Uint8Array): ReadFile | undefined {
  const text = new TextDecoder().decode(octets)
  const content = tried(() => parseEvidenceFile(text))
  if (content) return { file: 'evidence', content }
  const snapshot = tried(() => parseSnapshot(text))
  if (snapshot) return { file: 'snapshot', content: snapshot }
  const found = isCertificate(octets, text) ? parseCertificates(octets) : []
  return found.length === 0 ? undefined : { file: 'certificate', content: found }
}

/** PEM, or a DER sequence with a length of two octets, as every certificate is. */
const isCertificate = (octets: Uint8Array, text: string) =>
  text.includes('-----BEGIN CERTIFICATE-----') || (octets[0] === 0x30 && octets[1] === 0x82)

function tried<Result>(parse: () => Result): Result | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof AuthorityError) return undefined
    throw error
  }
}

function factsOf(read: ReadFile): FileFacts {
  if (read.file === 'evidence') {
    const { requestId, block } = read.content
    return { requestId, block: block.number }
  }
  if (read.file === 'snapshot') {
    const { authority, block, chainId } = read.content
    return { authority: authority.name, block: block.number, at: block.at, chainId }
  }
  return { certificates: read.content.length }
}

function checkedOf(
  file: EvidenceFile,
  verdict: EvidenceVerdict,
  language: EvidenceLanguage,
): CheckedEvidence {
  const { labels } = residentIdTemplate
  const { basis } = file.case
  return {
    valid: verdict.valid,
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
