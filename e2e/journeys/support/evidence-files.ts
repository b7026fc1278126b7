import { type EvidenceFile, encodeEvidenceFile, encodeSnapshot } from '@velum/authority'
import { recordStatement } from '@velum/binding'
import { createCertifier } from '../../games/support/certifier.ts'
import { openPresented } from '../../games/support/opened-evidence.ts'
import { presentFor } from '../../games/support/opening-case.ts'
import { person } from '../../games/support/people.ts'
import { createWorld } from '../../games/support/world.ts'

/** The files that a court is handed and takes itself, of an opening of somebody who registered with an eID. */
export async function createEvidenceFiles() {
  const world = await createWorld()
  const certifier = await createCertifier('CN=National eID')
  const { givenName, familyName } = person(4)
  const eid = await certifier.certify(`CN=${givenName} ${familyName}`)
  const presented = await presentFor(world, 4, undefined, {
    independent: async (reg, record) => ({
      certificate: eid.certificate,
      signature: await eid.sign(recordStatement({ parameters: world.parameters, reg, record })),
    }),
  })
  const { file, snapshot } = await openPresented(world, presented, [1, 3, 5])
  return {
    evidence: picked('evidence.json', encodeEvidenceFile(file)),
    snapshot: picked('snapshot.json', encodeSnapshot(snapshot)),
    certificate: {
      name: 'eid.der',
      mimeType: 'application/pkix-cert',
      buffer: Buffer.from(certifier.anchor),
    },
    /** The evidence with something else in it, written as every evidence file is. */
    spoilt: (change: (file: EvidenceFile) => EvidenceFile) =>
      picked('evidence.json', encodeEvidenceFile(change(structuredClone(file)))),
    name: String(familyName),
  }
}

/** A file as somebody picks it. */
export const picked = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
})
