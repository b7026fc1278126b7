/** The credential configuration of a template's version, as offers and metadata name it. */
export function configurationId(template: { readonly name: string; readonly version: number }): string {
  return `${template.name}-v${template.version}`
}

/** The template and version that a configuration is of; undefined when an issuer names its own another way. */
export function parseConfigurationId(
  id: string,
): { readonly name: string; readonly version: number } | undefined {
  const match = /^([a-z][a-z0-9-]*)-v([1-9][0-9]{0,8})$/.exec(id)
  return match?.[1] === undefined ? undefined : { name: match[1], version: Number(match[2]) }
}
