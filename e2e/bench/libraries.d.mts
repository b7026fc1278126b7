export const libraries: Record<string, object>
export function checkLibrary(name: string): Promise<void>
