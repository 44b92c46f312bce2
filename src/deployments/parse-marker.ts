import type { ServedVersionRecord } from '../connector/records.ts'
import type { VersionName } from './ports.ts'

/**
 * The version that a deployment's marker names; null when it names none. An alias is none: it may have moved since
 * the server loaded the files.
 */
export function parseMarker(declared: NonNullable<ServedVersionRecord['declared']>): VersionName | null {
  const [, modelName, version] = /^models:\/(.+)\/([^/@]+)$/s.exec(declared.ref) ?? []
  if (modelName === undefined || version === undefined) return null
  return { modelName, version, source: declared.source }
}
