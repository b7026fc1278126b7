import { parseTemplate, reviseTemplate, type Template } from '@velum/credential'
import { and, asc, desc, eq } from 'drizzle-orm'
import { IssuerError } from '../issuer-error.ts'
import { identity, templates } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'

/** A template as it stands in the store after adding it. */
export interface AddedTemplate {
  readonly template: Template
  /** False when the newest version says the same already. */
  readonly added: boolean
}

/** Adds a template, or a new version when it differs from the newest one; the version in `draft` is ignored.
 *  Throws CredentialError 'template-invalid', which says where; IssuerError 'template-invalid' when it tells persons apart by another
 *  claim than the bound templates here do. */
export async function addTemplate(
  queries: Queries,
  options: { readonly draft: unknown; readonly now: () => Date },
): Promise<AddedTemplate> {
  const draft = parseTemplate(withVersion(options.draft, 1))
  return queries.transaction(async (tx) => {
    const previous = await newestTemplate(tx, draft.name)
    const template = previous ? reviseTemplate({ previous, draft }) : draft
    if (template === previous) return { template, added: false }
    await requireSamePerson(tx, template)
    await tx.insert(templates).values({
      name: template.name,
      version: template.version,
      document: JSON.stringify(template),
      createdAt: options.now(),
    })
    return { template, added: true }
  })
}

/** One claim tells persons apart in all bound templates: by another one the same person would be somebody else, with another
 *  pseudonym. The row of the issuer is locked, so of two templates at once the second sees the first. */
async function requireSamePerson(tx: Queries, { binding }: Template): Promise<void> {
  if (binding === undefined) return
  await tx.select({ id: identity.id }).from(identity).for('update')
  const known = (await listTemplates(tx)).find((template) => template.binding !== undefined)
  const person = known?.binding?.person
  if (person === undefined || person === binding.person) return
  throw new IssuerError(
    'template-invalid',
    `The bound templates of this issuer tell persons apart by "${person}", this one by "${binding.person}". Name the same claim in binding.person: one person has one pseudonym.`,
  )
}

/** All templates by name, every version, oldest first. */
export async function listTemplates(queries: Queries): Promise<Template[]> {
  const rows = await queries.select().from(templates).orderBy(asc(templates.name), asc(templates.version))
  return rows.map(({ document }) => parseTemplate(JSON.parse(document)))
}

/** One version of a template, the newest when none is named. Throws IssuerError 'template-unknown'. */
export async function findTemplate(
  queries: Queries,
  wanted: { readonly name: string; readonly version?: number | undefined },
): Promise<Template> {
  const { name, version } = wanted
  const template =
    version === undefined ? await newestTemplate(queries, name) : await readTemplate(queries, name, version)
  if (template) return template
  const which = version === undefined ? `"${name}"` : `"${name}" of version ${version}`
  throw new IssuerError('template-unknown', `There is no template ${which}. \`template list\` shows them.`)
}

/** Where a version is served: in every credential made from it. */
export function templateUrl(issuerUrl: string, template: Pick<Template, 'name' | 'version'>): string {
  return `${issuerUrl}/templates/${template.name}/${template.version}`
}

async function newestTemplate(queries: Queries, name: string): Promise<Template | undefined> {
  const [row] = await queries
    .select()
    .from(templates)
    .where(eq(templates.name, name))
    .orderBy(desc(templates.version))
    .limit(1)
  return row && parseTemplate(JSON.parse(row.document))
}

async function readTemplate(queries: Queries, name: string, version: number): Promise<Template | undefined> {
  const [row] = await queries
    .select()
    .from(templates)
    .where(and(eq(templates.name, name), eq(templates.version, version)))
  return row && parseTemplate(JSON.parse(row.document))
}

function withVersion(draft: unknown, version: number): unknown {
  return typeof draft === 'object' && draft !== null ? { ...draft, version } : draft
}
