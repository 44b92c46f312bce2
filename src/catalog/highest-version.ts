import type { ModelVersionRecord } from '../connector/records.ts'

/** The version with the highest number; null when there is none. */
export function highestVersion(versions: readonly ModelVersionRecord[]): ModelVersionRecord | null {
  return versions.reduce<ModelVersionRecord | null>(
    (highest, version) => (highest === null || numberOf(version) > numberOf(highest) ? version : highest),
    null,
  )
}

/** Registries count in whole numbers; whatever else one may write sorts first. */
function numberOf({ version }: ModelVersionRecord): number {
  const number = Number(version)
  return Number.isNaN(number) ? -1 : number
}
