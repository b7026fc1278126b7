import {
  bindingNumbers,
  type Claims,
  CredentialError,
  type Template,
  validateClaims,
} from '@velum/credential'

/** Why claims cannot become a credential of the template; the messages repeat no value. */
export function claimProblems(
  template: Template,
  claims: Readonly<Record<string, unknown>>,
): readonly { readonly claim?: string; readonly message: string }[] {
  const problems = validateClaims(template, claims)
  if (problems.length > 0 || template.binding === undefined) return problems
  try {
    bindingNumbers({ template, claims: claims as Claims })
    return []
  } catch (error) {
    if (error instanceof CredentialError && error.code === 'claims-invalid')
      return [{ message: error.message }]
    throw error
  }
}
