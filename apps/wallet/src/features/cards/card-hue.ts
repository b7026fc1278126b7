/** The template's own hue, or one that its name always leads to. */
export function cardHue({ hue, template }: { hue?: number; template: { name: string } }): number {
  if (hue !== undefined) return hue
  let sum = 0
  for (const character of template.name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360
  return sum
}
