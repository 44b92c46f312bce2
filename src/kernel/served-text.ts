/** A version of a registry, with the digest of the files that a server was given of it. */
export interface ServedFiles {
  /** Id of the registry's source. */
  readonly registry: string
  /** `models:/NAME/VERSION`. */
  readonly ref: string
  /** Digest of the files, as `filesDigest` computes it. */
  readonly digest: string
}

/** What a place of a server holds that serves these files: `SOURCE:models:/NAME/VERSION sha256:DIGEST`. */
export function servedText({ registry, ref, digest }: ServedFiles): string {
  return `${registry}:${ref} sha256:${digest}`
}

/** Reads what {@link servedText} wrote; null for anything else. */
export function parseServedText(text: string): ServedFiles | null {
  const read = /^(?<registry>[a-z][a-z0-9-]*):(?<ref>models:\/.+\/[0-9]+) sha256:(?<digest>[0-9a-f]{64})$/s.exec(text)
  const { registry, ref, digest } = read?.groups ?? {}
  return registry === undefined || ref === undefined || digest === undefined ? null : { registry, ref, digest }
}

/** The number in a `models:/NAME/VERSION`; '' where there is none. */
export function versionOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1)
}
