/** The credential configuration of a template's version, as offers and metadata name it. */
export function configurationId(template: { readonly name: string; readonly version: number }): string {
  return `${template.name}-v${template.version}`
}
