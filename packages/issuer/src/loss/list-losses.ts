import { desc } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { losses } from '../store/schema.ts'
import { lossPlace } from './report-loss.ts'

/** A declared loss as the log has it. */
export interface LossRecord {
  readonly id: string
  readonly kind: 'device' | 'secrets'
  readonly template: string
  readonly note?: string
  readonly reportedAt: Date
}

/** Every declared loss, newest first, at most `limit`. */
export async function listLosses(context: IssuerContext, limit: number): Promise<LossRecord[]> {
  const rows = await context.database
    .select()
    .from(losses)
    .orderBy(desc(losses.reportedAt), losses.id)
    .limit(limit)
  return rows.map(({ id, kind, templateName, sealedReference, reportedAt }) => ({
    id,
    kind,
    template: templateName,
    ...(sealedReference
      ? { note: new TextDecoder().decode(context.seal.open(sealedReference, lossPlace(id))) }
      : {}),
    reportedAt,
  }))
}
